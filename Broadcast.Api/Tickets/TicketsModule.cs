using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Tickets;

internal static class TicketsModule
{
    public static void AddTickets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<TicketOptions>();
        builder.Services.AddSingleton<ReservedNames>();
        builder.AddAddressLimit<TicketOptions>(TicketEndpoints.Limit, options => options.PerAddress);
    }
}
