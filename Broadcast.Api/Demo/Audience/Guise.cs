using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Demo.Audience;

/// <summary>Who a simulated viewer is. The name says that it is simulated.</summary>
/// <param name="Room">Where they are.</param>
/// <param name="Stage">The stage of the room; null in the relay's.</param>
/// <param name="Subject">For a person, the <c>sub</c> at the demo's issuer; null for a guest.</param>
/// <param name="Id">As the rooms name them.</param>
/// <param name="Name">1–20 characters, with <see cref="AudienceNames.Mark"/>.</param>
/// <param name="Tongue">In which they talk.</param>
/// <param name="Greets">Whether they always greet: one of each language in a room.</param>
/// <param name="TalksEvery">The mean time between two lines of their own accord.</param>
internal sealed record Guise(RoomId Room, StageId? Stage, string? Subject, ViewerId Id, string Name, Tongue Tongue, bool Greets, TimeSpan TalksEvery);
