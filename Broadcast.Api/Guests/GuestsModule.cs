using Broadcast.Api.Facts;

namespace Broadcast.Api.Guests;

internal static class GuestsModule
{
    public static void AddGuests(this IHostApplicationBuilder builder) => builder.AddFacts<GuestFacts>();
}
