using System.Globalization;
using System.Net;

namespace TestKit.Hls;

/// <summary>
/// Follows a channel's low-latency playlist as a player does, with blocking reloads, until it is disposed. Lints every reload and compares
/// the listed segments with their media.
/// </summary>
public sealed class PlaylistWatch : IAsyncDisposable
{
    private readonly HttpClient _client;
    private readonly Uri _playlist;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly PlaylistLinter _linter = new();
    private readonly MediaLinter _media = new();
    private readonly Dictionary<string, byte[]> _inits = new(StringComparer.Ordinal);
    private long _compared = -1;
    private readonly List<string> _answers = [];
    private readonly SortedDictionary<long, PlaylistSegment> _seen = [];
    private readonly Task _following;

    /// <param name="client">Not disposed here.</param>
    /// <param name="playlist">A media playlist with parts.</param>
    public PlaylistWatch(HttpClient client, Uri playlist)
    {
        (_client, _playlist) = (client, playlist);
        _following = FollowAsync();
    }

    /// <summary>What the linters found, and answers that no player expects.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
                return [.. _linter.Faults, .. _media.Faults, .. _answers];
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

    /// <summary>How many segments were compared with their media.</summary>
    public int Compared
    {
        get
        {
            lock (_gate)
                return _media.Segments;
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

    /// <summary>Every whole segment that was listed since the watch began, in order.</summary>
    public IReadOnlyList<PlaylistSegment> Seen
    {
        get
        {
            lock (_gate)
                return [.. _seen.Values];
        }
    }

    /// <summary>For each reload with new media: milliseconds from the date-time of its end to the moment when it was read.</summary>
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
                    // A player tries again after 503; any other status would end it.
                    lock (_gate)
                        _answers.Add($"{query}: {(int)answer.StatusCode}");
                    await Task.Delay(TimeSpan.FromSeconds(1), _stop.Token);
                    continue;
                }

                query = Next(await answer.Content.ReadAsStringAsync(_stop.Token)) ?? query;
                await CompareAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The watch is disposed.
        }
        catch (HttpRequestException exception)
        {
            lock (_gate)
                _answers.Add(exception.Message);
        }
    }

    /// <summary>Compares the segments that are now whole with their media, beginning with the first that was seen growing.</summary>
    private async Task CompareAsync()
    {
        if (Last is not { PartTarget: not null } playlist)
            return;

        if (_compared < 0)
            _compared = playlist.Segments[^1].Number - 1;
        foreach (var segment in playlist.Whole.Where(segment => segment.Number > _compared && segment.Parts.Count > 0 && !segment.Gap))
        {
            if (!_inits.TryGetValue(segment.Map, out var init))
                _inits[segment.Map] = init = await _client.GetByteArrayAsync(new Uri(_playlist, segment.Map), _stop.Token);
            var parts = new List<ReadOnlyMemory<byte>>();
            foreach (var part in segment.Parts)
                parts.Add(await _client.GetByteArrayAsync(new Uri(_playlist, part.Uri), _stop.Token));
            lock (_gate)
                _media.Check(segment, init, parts);
            _compared = segment.Number;
        }
    }

    /// <summary>Checks a playlist and returns the directives for the next reload; null when it could not be parsed.</summary>
    private string? Next(string text)
    {
        lock (_gate)
        {
            var before = _linter.Reloads == 0 ? (DateTimeOffset?)null : _linter.Last.End;
            if (_linter.Check(text) is not { Segments: [.., var newest] } playlist)
                return null;

            foreach (var segment in playlist.Whole)
                _seen[segment.Number] = segment;
            if (before is not null && playlist.End > before)
                Latencies.Add((TimeProvider.System.GetUtcNow() - playlist.End).TotalMilliseconds);
            var (number, part) = newest.Uri is null ? (newest.Number, newest.Parts.Count) : (newest.Number + 1, 0);
            return string.Create(CultureInfo.InvariantCulture, $"?_HLS_msn={number}&_HLS_part={part}");
        }
    }
}
