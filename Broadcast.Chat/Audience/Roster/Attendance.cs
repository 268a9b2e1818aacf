using System.Globalization;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>A site's attendance in a room on one day.</summary>
/// <param name="Site">The site.</param>
/// <param name="First">When it was first seen.</param>
/// <param name="Last">When it was last seen.</param>
/// <param name="Attended">The time of all its stays, without the time between them.</param>
internal sealed record Attendance(SiteCard Site, DateTimeOffset First, DateTimeOffset Last, TimeSpan Attended)
{
    /// <param name="times"><c>first|last|attended</c> as <c>Seen.lua</c> writes them; milliseconds.</param>
    /// <param name="card">The site's card as JSON.</param>
    public static Attendance Read(string times, string card)
    {
        var numbers = times.Split('|').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new Attendance(
            SiteCard.Read(card),
            DateTimeOffset.FromUnixTimeMilliseconds(numbers[0]),
            DateTimeOffset.FromUnixTimeMilliseconds(numbers[1]),
            TimeSpan.FromMilliseconds(numbers[2]));
    }
}
