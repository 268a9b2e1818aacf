namespace Broadcast.Ingest.Packaging;

/// <summary>
/// Hears a stage's media as it is received: its own channel, and the relays that may cut to it. Called by the stage's packaging loop, one
/// call at a time; must return at once.
/// </summary>
internal interface IFragmentListener
{
    /// <summary>The next fragment. A new <see cref="Fragment.Run"/> begins with an independent one.</summary>
    void OnFragment(Fragment fragment);

    /// <summary>The source is off air (it left, or sent no picture for a second); the next fragment belongs to a new run.</summary>
    void OnOffAir();
}
