namespace Broadcast.Api.Calendar;

internal static class CalendarModule
{
    public static void AddCalendar(this IHostApplicationBuilder builder) => builder.Services.AddScoped<FestivalCalendar>();
}
