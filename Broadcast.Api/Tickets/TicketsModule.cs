using Broadcast.Api.Spine;

namespace Broadcast.Api.Tickets;

internal static class TicketsModule
{
    public static void AddTickets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TicketOptions>().BindConfiguration(TicketOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.AddAddressLimit<TicketOptions>(TicketEndpoints.Limit, options => options.PerAddress);
    }
}
