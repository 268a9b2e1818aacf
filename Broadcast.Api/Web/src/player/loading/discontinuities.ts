import Hls, { type HlsConfig, type Loader, type PlaylistLoaderConstructor, type PlaylistLoaderContext } from 'hls.js/light';

const tag = /^#EXT-X-DISCONTINUITY-SEQUENCE:(\d+)/m;

/** Left below the first number, for playlists that are a little older than the first one seen. */
const room = 100;

/**
 * Counts the discontinuities of an engine's playlists from a small number on; only differences between them mean anything. hls.js keeps an
 * array by this number, and walks through it from zero at every playlist: a tenth of a second each time for a channel that counts in millions.
 */
export function smallDiscontinuities(): (playlist: string) => string {
  let base: number | null = null;
  return (playlist) =>
    playlist.replace(tag, (_, digits: string) => {
      const number = Number(digits);
      base ??= Math.max(0, number - room);
      return `#EXT-X-DISCONTINUITY-SEQUENCE:${Math.max(0, number - base)}`;
    });
}

/** hls.js's own loader of playlists, with small discontinuities; one for each engine. */
export function playlistLoader(): PlaylistLoaderConstructor {
  const small = smallDiscontinuities();
  const Own = Hls.DefaultConfig.loader as unknown as new (config: HlsConfig) => Loader<PlaylistLoaderContext>;
  return class extends Own {
    override load(...[context, config, callbacks]: Parameters<Loader<PlaylistLoaderContext>['load']>): void {
      super.load(context, config, {
        ...callbacks,
        onSuccess(response, ...rest) {
          callbacks.onSuccess(typeof response.data === 'string' ? { ...response, data: small(response.data) } : response, ...rest);
        },
      });
    }
  };
}
