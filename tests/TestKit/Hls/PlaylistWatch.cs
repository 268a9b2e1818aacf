using System.Globalization;
using System.Net;

namespace TestKit.Hls;

/// <summary>
/// Follows a channel's low-latency playlist as a player does, by blocking reloads, and lints every one, until it is disposed.
/// </summary>
public sealed class PlaylistWatch : IAsyncDisposable
{
    private readonly HttpClient _client;
    private readonly Uri _playlist;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly PlaylistLinter _linter = new();
    private readonly List<string> _answers = [];
    private readonly Task _following;

    /// <param name="client">Not disposed here.</param>
    /// <param name="playlist">A media playlist with parts.</param>
    public PlaylistWatch(HttpClient client, Uri playlist)
    {
        (_client, _playlist) = (client, playlist);
        _following = FollowAsync();
    }

    /// <summary>What the linter found, and answers that no player expects.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
                return [.. _linter.Faults, .. _answers];
        }
    }

    /// <summary>How many playlists were checked.</summary>
    public int Reloads
    {
        get
        {
            lock (_gate)
                return _linter.Reloads;
        }
    }

    /// <summary>The newest playlist; null before the first.</summary>
    public MediaPlaylist? Last
    {
        get
        {
            lock (_gate)
                return _linter.Reloads == 0 ? null : _linter.Last;
        }
    }

    /// <summary>How long after its last frame was received each part could be read, in milliseconds, in the order of the parts.</summary>
    public List<double> Latencies { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        var query = "";
        try
        {
            while (true)
            {
                using var answer = await _client.GetAsync(new Uri($"{_playlist}{query}"), _stop.Token);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    // A player comes again after 503; anything else would end it.
                    lock (_gate)
                        _answers.Add($"{query}: {(int)answer.StatusCode}");
                    await Task.Delay(TimeSpan.FromSeconds(1), _stop.Token);
                    continue;
                }

                query = Next(await answer.Content.ReadAsStringAsync(_stop.Token)) ?? query;
            }
        }
        catch (OperationCanceledException)
        {
            // Enough was seen.
        }
        catch (HttpRequestException exception)
        {
            lock (_gate)
                _answers.Add(exception.Message);
        }
    }

    /// <summary>The directives for the next reload; null when the playlist could not be read.</summary>
    private string? Next(string text)
    {
        lock (_gate)
        {
            var before = _linter.Reloads == 0 ? (DateTimeOffset?)null : _linter.Last.End;
            if (_linter.Check(text) is not { Segments: [.., var newest] } playlist)
                return null;

            if (before is not null && playlist.End > before)
                Latencies.Add((TimeProvider.System.GetUtcNow() - playlist.End).TotalMilliseconds);
            var (number, part) = newest.Uri is null ? (newest.Number, newest.Parts.Count) : (newest.Number + 1, 0);
            return string.Create(CultureInfo.InvariantCulture, $"?_HLS_msn={number}&_HLS_part={part}");
        }
    }
}
