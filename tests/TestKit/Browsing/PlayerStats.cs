using Microsoft.Playwright;

namespace TestKit.Browsing;

/// <summary>The state of the watch page's player (<c>window.livefestival.player</c>) at one moment.</summary>
public sealed record PlayerStats(double WallSeconds, double CurrentTime, double PlayingDate, int FatalErrors, double LongestStallMs, double FirstPictureMs, long Frames)
{
    public static async Task<PlayerStats> ReadAsync(IPage page)
    {
        var values = await page.EvaluateAsync<double[]>("""
            () => {
              const video = document.querySelector('[data-testid=video]');
              const player = window.livefestival.player;
              return [performance.now() / 1000, video.currentTime, player.playingDate() ?? 0, player.fatalErrors,
                player.longestStallMs, player.firstPictureMs ?? -1, video.getVideoPlaybackQuality().totalVideoFrames];
            }
            """);
        return new PlayerStats(values[0], values[1], values[2], (int)values[3], values[4], values[5], (long)values[6]);
    }

    /// <summary>Waits until the picture moves.</summary>
    public static Task PlayingAsync(IPage page, double withinSeconds = 60) =>
        page.WaitForFunctionAsync(
            "() => { const v = document.querySelector('[data-testid=video]'); return v && v.currentTime > 0.2 && !v.paused && v.readyState >= 3; }",
            null, new PageWaitForFunctionOptions { Timeout = (float)(withinSeconds * 1000) });
}
