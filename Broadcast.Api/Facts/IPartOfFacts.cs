namespace Broadcast.Api.Facts;

/// <summary>Marks entities that Ingest and Chat hear of: saving a change of one raises the facts' revision in the same transaction.</summary>
internal interface IPartOfFacts;
