using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Recording;

/// <summary>The folder of the recordings, and the archive of each channel, opened at its first use.</summary>
internal sealed class RecordingStore(IOptions<RecordingOptions> options, IConfiguration configuration) : IDisposable
{
    private readonly ConcurrentDictionary<ChannelId, ChannelArchive> _archives = new();
    private readonly SemaphoreSlim _opening = new(1);

    public RecordingOptions Options => options.Value;

    /// <summary>Null when nothing is recorded: switched off, or there is no data directory.</summary>
    public string? Folder { get; } = !options.Value.Enabled ? null
        : options.Value.Directory is { Length: > 0 } set ? Path.GetFullPath(set)
        : configuration["DataDirectory"] is { Length: > 0 } data ? Path.Combine(Path.GetFullPath(data), "recordings")
        : null;

    /// <summary>The archives that are open.</summary>
    public IEnumerable<ChannelArchive> Archives => _archives.Values;

    /// <summary>The channels that have a folder of recordings.</summary>
    public IEnumerable<ChannelId> OnDisk => Folder is null || !Directory.Exists(Folder) ? []
        : Directory.EnumerateDirectories(Folder).Select(Path.GetFileName).Where(name => ChannelId.TryParse(name, null, out _)).Select(name => ChannelId.Parse(name!));

    /// <summary>The archive if it is open. Recording a channel's first segment opens it.</summary>
    public ChannelArchive? Find(ChannelId channel) => _archives.GetValueOrDefault(channel);

    /// <exception cref="InvalidOperationException">Recording is off: <see cref="Folder"/> is null.</exception>
    /// <exception cref="IOException">The folder cannot be made or read; another call tries again.</exception>
    public async ValueTask<ChannelArchive> OpenAsync(ChannelId channel, CancellationToken cancellation)
    {
        if (_archives.TryGetValue(channel, out var known))
            return known;
        if (Folder is null)
            throw new InvalidOperationException(
                "Nothing is recorded: Ingest:Recording:Enabled is false, or neither Ingest:Recording:Directory nor DataDirectory is set.");

        await _opening.WaitAsync(cancellation);
        try
        {
            if (!_archives.TryGetValue(channel, out known))
                _archives[channel] = known = await ChannelArchive.OpenAsync(channel, Path.Combine(Folder, channel.Value), cancellation);
            return known;
        }
        finally
        {
            _opening.Release();
        }
    }

    public void Dispose() => _opening.Dispose();
}
