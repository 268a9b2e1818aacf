using Broadcast.Api.Festivals;

namespace Broadcast.Api.Calendar;

/// <summary>Where a festival stands in time, in the order in which lists have them.</summary>
internal enum FestivalStanding
{
    Present,
    Upcoming,
    Past,
    Retired,
}

/// <summary>When a festival is: by its days where they are said, else from its first slot to its last one; and at any time while a slot is on.</summary>
/// <param name="From">Its begin; null while nothing is said and nothing planned.</param>
/// <param name="Until">Its end; null together with <paramref name="From"/>.</param>
/// <param name="IsOn">Whether a slot is on now.</param>
internal sealed record FestivalTimes(DateTimeOffset? From, DateTimeOffset? Until, bool IsOn)
{
    /// <param name="festival">The festival.</param>
    /// <param name="first">Its first slot; null when nothing is planned, as are the other two.</param>
    /// <param name="last">Its last slot.</param>
    /// <param name="begun">The last one of those that have begun.</param>
    /// <param name="now">The present time.</param>
    public static FestivalTimes Of(Festival festival, SlotTime? first, SlotTime? last, SlotTime? begun, DateTimeOffset now)
    {
        var isOn = begun is not null && begun.End > now;
        if ((festival.FirstDay ?? festival.LastDay) is not { } firstDay)
            return new(first?.Start, last?.End, isOn);

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(festival.TimeZone, out var known) ? known : TimeZoneInfo.Utc;
        return new(Midnight(firstDay, zone), Midnight((festival.LastDay ?? firstDay).AddDays(1), zone), isOn);
    }

    public FestivalStanding At(DateTimeOffset now)
    {
        if (IsOn)
            return FestivalStanding.Present;
        if (From is not { } from || now < from)
            return FestivalStanding.Upcoming;
        return now < Until ? FestivalStanding.Present : FestivalStanding.Past;
    }

    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}

/// <summary>When a slot is.</summary>
internal sealed record SlotTime(DateTimeOffset Start, TimeSpan Duration)
{
    public DateTimeOffset End => Start + Duration;
}
