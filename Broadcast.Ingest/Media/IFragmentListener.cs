namespace Broadcast.Ingest.Media;

/// <summary>
/// Gets a stage's media as it is received: for its own channel, and for the relays that may cut to it. Called by the stage's packager, one
/// call at a time; must return at once.
/// </summary>
internal interface IFragmentListener
{
    /// <summary>The next fragment. A new <see cref="Fragment.Run"/> begins with an independent one.</summary>
    void OnFragment(Fragment fragment);

    /// <summary>The source is off air (it left, or sent no picture for a second); the next fragment belongs to a new run.</summary>
    void OnOffAir();
}
