declare module 'negotiator/lib/encoding.js' {
  /**
   * Those of the provided encodings that an `Accept-Encoding` allows, the best first: by their weights, then in the order
   * preferred. The package's own door brings languages and media types along, a tenth of the time to import the function.
   */
  export default function preferredEncodings(
    accept: string,
    provided: readonly string[],
    preferred: readonly string[],
  ): string[];
}
