using Broadcast.Chat;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Audit;

internal static class AuditModule
{
    public static void AddAudit(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<AuditOptions>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<AuditAuthor>();
        builder.Services.AddScoped<AuditBook>();
        builder.AddOutcomes<ChannelActed, ChannelActedHandler>();
        builder.Services.AddSingleton<AuditCleaner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AuditCleaner>());
    }
}
