using System.Globalization;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>A site's day in a room.</summary>
/// <param name="Site">Which.</param>
/// <param name="First">When it was first seen.</param>
/// <param name="Last">When it was last seen.</param>
/// <param name="Attended">How long it was there, without the times between two stays.</param>
internal sealed record Attendance(SiteCard Site, DateTimeOffset First, DateTimeOffset Last, TimeSpan Attended)
{
    /// <param name="times">As <c>Seen.lua</c> writes them: first, last and attended, milliseconds.</param>
    /// <param name="card">JSON of the site's card.</param>
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
