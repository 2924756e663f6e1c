import { Contract, toOpenApi } from '@release-desk/plugin-releases-common';
import { Router } from 'express';

/** Serves the document of the contract, with the address that callers use. */
export function createOpenApiRouter(options: {
  contract: Contract;
  baseUrl: string;
}): Router {
  const { contract, baseUrl } = options;
  const document = toOpenApi(contract, { servers: [{ url: baseUrl }] });
  const router = Router();
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
  return router;
}
