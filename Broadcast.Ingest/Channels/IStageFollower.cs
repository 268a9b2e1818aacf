using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Channels;

/// <summary>A relay that may cut to a stage. Called under the stage's gate, one call at a time for each stage; must return at once.</summary>
internal interface IStageFollower
{
    /// <summary>The stage's next fragment, as its own channel has placed it. Another <see cref="Fragment.Run"/> begins with an independent one.</summary>
    void OnStageFragment(StageId stage, Fragment placed);

    /// <summary>The stage has no source any more; the next fragment begins another run.</summary>
    void OnStageOff(StageId stage);
}
