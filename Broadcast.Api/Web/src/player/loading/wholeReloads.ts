import Hls, { type HlsConfig, type LoaderCallbacks, type LoaderConfiguration, type PlaylistLoaderConstructor, type PlaylistLoaderContext } from 'hls.js/light';

const DefaultLoader = Hls.DefaultConfig.loader as unknown as PlaylistLoaderConstructor;

/** Timeout (ms) of a playlist that the server holds until its segment, of four seconds at most, is complete. hls.js allows three seconds. */
const patience = 6_000;

/**
 * Requests playlists by whole segments while whole segments are loaded. hls.js requests the last part that a segment had so far, which in
 * long segments is further ahead than a client may ask (rfc8216bis 6.2.5.2), and is answered with 400.
 */
export class WholeReloads extends DefaultLoader {
  readonly #config: HlsConfig;

  constructor(config: HlsConfig) {
    super(config);
    this.#config = config;
  }

  override load(context: PlaylistLoaderContext, config: LoaderConfiguration, callbacks: LoaderCallbacks<PlaylistLoaderContext>): void {
    const url = withoutPart(context.url);
    if (this.#config.lowLatencyMode || url === context.url) {
      super.load(context, config, callbacks);
      return;
    }
    context.url = url;
    super.load(context, { ...config, loadPolicy: { ...config.loadPolicy, maxTimeToFirstByteMs: patience, maxLoadTimeMs: patience }, timeout: patience }, callbacks);
  }
}

/** A playlist's URL that requests the whole segment instead of a part of it. */
export function withoutPart(address: string): string {
  return address.replace(/([?&])_HLS_part=\d+(&|$)/, (_, before: string, after: string) => (after === '' ? '' : before));
}
