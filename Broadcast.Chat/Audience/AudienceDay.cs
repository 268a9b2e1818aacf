using System.Globalization;

namespace Broadcast.Chat.Audience;

/// <summary>A day in the festival's time zone; written as <c>2026-11-24</c> in keys and on the wire.</summary>
internal readonly record struct AudienceDay(DateOnly Date)
{
    private const string Shape = "yyyy-MM-dd";

    public static bool TryParse(string? text, out AudienceDay day)
    {
        var valid = DateOnly.TryParseExact(text, Shape, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        day = new AudienceDay(date);
        return valid;
    }

    /// <summary>The day, and the hour of it, that <paramref name="at"/> falls in.</summary>
    public static (AudienceDay Day, int Hour) Of(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return (new AudienceDay(DateOnly.FromDateTime(local.DateTime)), local.Hour);
    }

    public override string ToString() => Date.ToString(Shape, CultureInfo.InvariantCulture);
}
