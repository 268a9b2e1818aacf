using System.Globalization;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>Writes attendance as CSV, with times in the festival's time zone.</summary>
internal sealed class AttendanceSheet(TimeZoneInfo zone)
{
    public async Task WriteAsync(IAsyncEnumerable<Attendance> rows, Stream stream)
    {
        await using var sheet = new Sheet(stream);
        await sheet.WriteAsync("site", "name", "village", "county", "province", "first", "last", "minutes");
        await foreach (var (site, first, last, attended) in rows)
        {
            await sheet.WriteAsync(
                site.Id.Value, site.Name, site.Place.Village, site.Place.County, site.Place.Province,
                Time(first), Time(last), ((long)attended.TotalMinutes).ToString(CultureInfo.InvariantCulture));
        }
    }

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
