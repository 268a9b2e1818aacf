using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Rooms;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Outcomes;

internal static class OutcomesModule
{
    /// <summary>The stream, for the features that write outcomes.</summary>
    public static void AddOutcomeStream(this IHostApplicationBuilder builder) => builder.Services.TryAddSingleton<OutcomeStream>();

    /// <summary>For services that do something to relays by hand, to have it noted.</summary>
    public static void AddRelayActs(this IHostApplicationBuilder builder)
    {
        builder.AddOutcomeStream();
        builder.Services.TryAddSingleton<RelayActs>();
        builder.Services.TryAddSingleton<IRelayActs>(services => services.GetRequiredService<RelayActs>());
        builder.Services.TryAddSingleton<IOutcomeSource<RelayActed>>(services => services.GetRequiredService<RelayActs>());
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
