import { rspack } from '@rspack/core';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const PLUGIN = path.resolve(__dirname, '../../plugins/releases/src');

/** What every portal has loaded already, whether or not it has this plugin. */
const PLATFORM =
  /^(react|react-dom|react-router|react-router-dom|@backstage\/[^/]+|@material-ui\/[^/]+)(\/|$)/;

export interface PageSize {
  /** What a portal loads at its start because of the plugin. */
  eager: Part[];
  /** What is loaded when a page, tab, card or dialog is opened, largest first. */
  lazy: Part[];
}

export interface Part {
  name: string;
  /** Bytes, minified and compressed by gzip. */
  gzipped: number;
}

/**
 * Bundles an entry of the plugin as a portal's production build does, with the
 * bundler of the Backstage CLI. The platform stays outside; every other package
 * counts, although the portal or another plugin may bring it too. So do all
 * exports, of which a portal may use a part, and the bundler's own runtime.
 *
 * @param entry - the file below the plugin's `src`
 */
export async function measurePageSize(entry: string): Promise<PageSize> {
  const folder = await mkdtemp(path.join(tmpdir(), 'release-desk-size-'));
  try {
    const eager = await bundle(path.join(PLUGIN, entry), folder);
    const parts = await Promise.all(
      (
        await readdir(folder)
      ).map(async name => ({
        name,
        gzipped: gzipSync(await readFile(path.join(folder, name))).length,
      })),
    );
    return {
      eager: parts.filter(({ name }) => eager.includes(name)),
      lazy: parts
        .filter(({ name }) => !eager.includes(name))
        .sort((a, b) => b.gzipped - a.gzipped),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns the names of the files that the entry needs at once */
async function bundle(entry: string, folder: string): Promise<string[]> {
  const compiler = rspack({
    mode: 'production',
    target: ['web', 'es2022'],
    context: PLUGIN,
    entry: { eager: entry },
    output: {
      path: folder,
      library: { type: 'commonjs' },
      filename: '[name].js',
      chunkFilename: '[name].js',
      cssChunkFilename: '[name].css',
    },
    resolve: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
    externalsType: 'commonjs',
    externals: ({ request }, callback) =>
      callback(undefined, PLATFORM.test(request ?? '') ? request : undefined),
    experiments: { css: true },
    optimization: {
      // Names that say what a part is, as far as that is known.
      chunkIds: 'named',
      splitChunks: { cacheGroups: { default: false, defaultVendors: false } },
    },
    module: {
      parser: { 'css/module': { namedExports: false } },
      rules: [
        { test: /\.module\.css$/, type: 'css/module' },
        {
          test: /\.tsx?$/,
          loader: 'builtin:swc-loader',
          options: {
            jsc: {
              target: 'es2022',
              parser: { syntax: 'typescript', tsx: true },
              transform: { react: { runtime: 'automatic' } },
            },
          },
        },
        { test: /\.m?js$/, resolve: { fullySpecified: false } },
      ],
    },
  });
  try {
    return await new Promise<string[]>((resolve, reject) => {
      compiler.run((error, stats) => {
        if (error) return reject(error);
        if (!stats || stats.hasErrors())
          return reject(
            new Error(stats?.toString({ all: false, errors: true })),
          );
        const { entrypoints } = stats.toJson({ all: false, entrypoints: true });
        return resolve(
          (entrypoints?.eager.assets ?? []).map(({ name }) => name),
        );
      });
    });
  } finally {
    await new Promise(resolve => compiler.close(resolve));
  }
}
