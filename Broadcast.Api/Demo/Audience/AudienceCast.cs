using System.Security.Cryptography;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Demo.Audience;

/// <summary>Who is in the simulated audience: half of each room talks Chinese and half English, and a third are persons, who can win.</summary>
internal static class AudienceCast
{
    /// <summary>The mean time between two lines that nothing has caused, in a room.</summary>
    private static readonly TimeSpan LinesInRelay = TimeSpan.FromSeconds(9);

    private static readonly TimeSpan LinesOnStage = TimeSpan.FromSeconds(18);

    /// <param name="perStage">Viewers in the room of each stage.</param>
    /// <returns>In the order in which they come: first those of each room who greet.</returns>
    public static IReadOnlyList<Guise> Of(int perStage)
    {
        var relay = Room(RoomId.Parse(DemoProgramme.Id.Value), stage: null, InRelay(perStage), LinesInRelay, number: 0);
        var stages = DemoProgramme.Stages.Select((stage, i) => Room(StageId.Parse(stage.Id).Room, StageId.Parse(stage.Id), perStage, LinesOnStage, i + 1));
        return [.. stages.Prepend(relay).SelectMany(room => room.Select((guise, i) => (guise, i))).OrderBy(both => both.i).Select(both => both.guise)];
    }

    /// <summary>Viewers in the relay's room.</summary>
    public static int InRelay(int perStage) => Math.Min(DemoOptions.MostInRelay, ((perStage * 5) + 2) / 3);

    private static IReadOnlyList<Guise> Room(RoomId room, StageId? stage, int count, TimeSpan lines, int number) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var tongue = i % 2 == 0 ? Tongue.Chinese : Tongue.English;
            var subject = i % 3 == 1 ? $"simulated-{room}-{i}" : null;
            return new Guise(
                room, stage, subject, subject is null ? NewGuest() : Caller.PersonId(DemoIssuer.Name, subject),
                AudienceNames.Of(tongue, (number * 7) + (i / 2)), tongue, Greets: i < 2, lines * count);
        }),
    ];

    private static ViewerId NewGuest() => ViewerId.Parse($"guest:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}");
}
