namespace Broadcast.Api.Data;

/// <summary>Marks entities that are part of the facts: saving a change of one raises the facts' revision in the same transaction.</summary>
internal interface IPartOfFacts;
