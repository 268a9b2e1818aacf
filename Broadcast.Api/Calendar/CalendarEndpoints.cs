using System.Security.Claims;
using Broadcast.Api.Festivals;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Api.Calendar;

internal static class CalendarEndpoints
{
    public static void MapCalendar(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/festivals/", ListAsync).WithTags("Festivals").WithName("ListFestivals").WithSummary("All festivals that are offered.")
            .WithDescription("Those that are on come first, then those that come, the next one first, then those that are over, the last one first: the first of the list is the home page's. `retired=true` also lists those that are retired, to operators.");

    private static async Task<Ok<IReadOnlyList<FestivalEntry>>> ListAsync(bool? retired, FestivalCalendar calendar, ClaimsPrincipal user, CancellationToken cancellation) =>
        TypedResults.Ok(await calendar.ReadAsync(retired == true && FestivalEndpoints.SeesRetired(user), cancellation));
}
