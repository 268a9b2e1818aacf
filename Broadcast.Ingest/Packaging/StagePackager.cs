using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Sources;

namespace Broadcast.Ingest.Packaging;

/// <summary>Packages a stage's media with FFmpeg. Channel time and listeners outlive every run.</summary>
internal sealed class StagePackager(ChildWatcher watcher, TimeProvider time, ILogger logger) : IPackager
{
    private readonly ChannelClock _clock = new();
    private readonly FragmentOutlet _outlet = new(time, logger);

    public IPackagingRun Start(double frameRate) => PackagingRun.Start(watcher, _outlet, _clock, frameRate, time, logger);

    public IDisposable Subscribe(IFragmentListener listener) => _outlet.Subscribe(listener);

    public void OffAir() => _outlet.OffAir();

    public void OffAirAfter(TimeSpan limit) => _outlet.OffAirAfter(limit);
}
