using Broadcast.Chat.Contracts.Facts;

namespace Broadcast.Chat.Spine.Facts;

/// <summary>Which facts these are, and which of two replace the others.</summary>
/// <param name="Lineage"><see cref="FestivalFacts.Lineage"/>.</param>
/// <param name="Epoch"><see cref="FestivalFacts.Epoch"/>.</param>
/// <param name="Revision"><see cref="FestivalFacts.Revision"/>; 0 for no facts at all.</param>
internal readonly record struct FactsStamp(long Lineage, string Epoch, long Revision)
{
    public static FactsStamp Of(FestivalFacts facts) => new(facts.Lineage, facts.Epoch, facts.Revision);

    /// <summary>
    /// True when these facts replace <paramref name="known"/>: in one epoch by the revision; of two epochs the one of the later lineage. Two
    /// epochs of one lineage come only from builds that know of no lineage, and whatever they write last counts. <c>Write.lua</c> decides alike.
    /// </summary>
    public bool Replaces(FactsStamp known) =>
        known.Revision == 0 || (Epoch == known.Epoch ? Revision > known.Revision : Lineage >= known.Lineage);
}
