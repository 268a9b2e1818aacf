using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Channels;

/// <summary>Counters of channels, of held HLS requests and of room notices.</summary>
internal sealed class ChannelMetrics
{
    private readonly Counter<double> _slate;
    private readonly Counter<long> _cuts;
    private readonly UpDownCounter<long> _held;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _noticesDropped;

    public ChannelMetrics(IMeterFactory meters)
    {
        Meter = meters.Create("LiveFestival.Ingest");
        _slate = Meter.CreateCounter<double>("livefestival.ingest.channels.slate", "s", "Media time filled with the slate.");
        _cuts = Meter.CreateCounter<long>("livefestival.ingest.channels.cuts", "{cut}", "Discontinuities: to and from the slate, and between runs.");
        _held = Meter.CreateUpDownCounter<long>("livefestival.ingest.hls.held", "{request}", "Requests that wait for the next part.");
        _refused = Meter.CreateCounter<long>("livefestival.ingest.hls.refused", "{request}", "Requests that could not be held because too many are, by code.");
        _noticesDropped = Meter.CreateCounter<long>("livefestival.ingest.channels.notices.dropped", "{notice}", "Room notices dropped because Redis was away for too long, or kept refusing them.");
    }

    public Meter Meter { get; }

    /// <summary>Reports how many segments each channel lists.</summary>
    public void ReportListed(Func<IEnumerable<(ChannelId Channel, int Segments)>> listed) =>
        Meter.CreateObservableGauge(
            "livefestival.ingest.channels.listed",
            () => listed().Select(channel => new Measurement<int>(channel.Segments, Tag(channel.Channel))),
            "{segment}",
            "Segments in the playlist.");

    /// <summary>Reports the media that each channel's renditions have in memory.</summary>
    public void ReportShelves(Func<IEnumerable<(ChannelId Channel, Rendition Rendition)>> renditions)
    {
        Meter.CreateObservableGauge(
            "livefestival.ingest.channels.shelf",
            () => renditions().Select(of => new Measurement<long>(of.Rendition.Shelf.Bytes, Tag(of.Channel), new KeyValuePair<string, object?>("rendition", of.Rendition.Name))),
            "By",
            "Media in memory, by channel and rendition.");
        Meter.CreateObservableCounter(
            "livefestival.ingest.channels.shelf.early",
            () => renditions().Select(of => new Measurement<long>(of.Rendition.Shelf.Early, Tag(of.Channel), new KeyValuePair<string, object?>("rendition", of.Rendition.Name))),
            "{segment}",
            "Segments that left memory early, because there were too many bytes.");
    }

    public void Slate(ChannelId channel, TimeSpan time) => _slate.Add(time.TotalSeconds, Tag(channel));

    public void Cut(ChannelId channel) => _cuts.Add(1, Tag(channel));

    public void Held(int change) => _held.Add(change);

    public void HoldRefused(string code) => _refused.Add(1, new KeyValuePair<string, object?>("code", code));

    public void NoticeDropped() => _noticesDropped.Add(1);

    private static KeyValuePair<string, object?> Tag(ChannelId channel) => new("channel", channel.Value);
}
