using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Channels;

/// <summary>A relay that may cut to a stage. Called under the stage's gate, one call at a time per stage; must return at once.</summary>
internal interface IStageFollower
{
    /// <summary>
    /// The stage's next fragment, placed in channel time by its own channel. The first of another <see cref="Fragment.Run"/> is
    /// independent.
    /// </summary>
    void OnStageFragment(StageId stage, Fragment placed);

    /// <summary>The stage has lost its source; its next fragment begins another run.</summary>
    void OnStageOff(StageId stage);
}
