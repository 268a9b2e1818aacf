using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Rooms;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Outcomes;

internal static class OutcomesModule
{
    /// <summary>The stream, for the features that write outcomes.</summary>
    public static void AddOutcomeStream(this IHostApplicationBuilder builder) => builder.Services.TryAddSingleton<OutcomeStream>();

    /// <summary>For services that do something to channels by hand, to have it noted.</summary>
    public static void AddChannelActs(this IHostApplicationBuilder builder)
    {
        builder.AddOutcomeStream();
        builder.Services.TryAddSingleton<ChannelActs>();
        builder.Services.TryAddSingleton<IChannelActs>(services => services.GetRequiredService<ChannelActs>());
        builder.Services.TryAddSingleton<IOutcomeSource<ChannelActed>>(services => services.GetRequiredService<ChannelActs>());
    }

    /// <summary>The alarm, for those who show it.</summary>
    public static void AddOutcomeAlarms(this IHostApplicationBuilder builder)
    {
        builder.AddOutcomeStream();
        builder.Services.TryAddSingleton<OutcomeAlarms>();
    }

    /// <summary>Reads the outcomes of one more kind in all rooms, for <typeparamref name="THandler"/>, which is scoped.</summary>
    public static void AddOutcomeKind<TOutcome, THandler>(this IHostApplicationBuilder builder)
        where TOutcome : RoomOutcome where THandler : class, IOutcomeHandler<TOutcome>
    {
        builder.AddOutcomeStream();
        builder.Services.TryAddScoped<IOutcomeHandler<TOutcome>, THandler>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<OutcomeKind, OutcomeKind<TOutcome>>());
        builder.Services.TryAddSingleton<OutcomeInbox>();
        builder.Services.TryAddSingleton<OutcomeMetrics>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OutcomesReader>());
    }
}
