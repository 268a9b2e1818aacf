using System.Globalization;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Festivals;

/// <summary>What people read of a festival, and when it is, as an operator sends it.</summary>
internal sealed record FestivalTexts(TwoLanguages Name, TwoLanguages Theme, string TimeZone, DateOnly? FirstDay, DateOnly? LastDay)
{
    public static FestivalTexts Read(
        FieldFaults faults, string? name, string? nameEn, string? theme, string? themeEn, string? timeZone, string? firstDay, string? lastDay)
    {
        var zone = string.IsNullOrWhiteSpace(timeZone) ? "Asia/Shanghai" : timeZone.Trim();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            faults.Add("timeZone", Faults.Form, "'timeZone' must be an IANA time zone, such as Asia/Shanghai.");
        var (first, last) = (Day(faults, "firstDay", firstDay), Day(faults, "lastDay", lastDay));
        if (last < first)
            faults.Add("lastDay", Faults.Range, "'lastDay' must not be before 'firstDay'.");
        return new FestivalTexts(
            TwoLanguages.Read(faults, "name", name, nameEn, 80), TwoLanguages.ReadOptional(faults, "theme", theme, themeEn, 200), zone, first, last);
    }

    private static DateOnly? Day(FieldFaults faults, string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2200)
            return day;

        faults.Add(field, Faults.Form, $"'{field}' must be a day such as 2026-05-01, in the years 2000 to 2200.");
        return null;
    }
}
