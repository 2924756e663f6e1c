export interface Config {
  releases?: {};
}
