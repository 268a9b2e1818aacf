using Broadcast.Chat.Admission;
using Broadcast.Chat.Audience;
using Broadcast.Chat.Audience.Roster;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Control;
using Broadcast.Chat.Door;
using Broadcast.Chat.Feed;
using Broadcast.Chat.Live;
using Broadcast.Chat.Messages;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Polls;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Relay;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Mediation;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Refusals;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.State;
using Broadcast.Chat.Spine.Time;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Spine.Yours;
using Broadcast.Chat.Windows;
using Broadcast.Chat.Yours;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat;

/// <summary>Composes the chat service: the hub, the room log and the live state in Redis.</summary>
public static class ChatModule
{
    /// <summary>Every error of the rooms, and the errors that all services share.</summary>
    internal static IReadOnlyList<Error> Errors { get; } = ErrorCatalogue.Of(
        typeof(AccessErrors), typeof(AdmissionErrors), typeof(AudienceErrors), typeof(CallErrors), typeof(FeedErrors), typeof(MessageErrors), typeof(ModerationErrors),
        typeof(OriginErrors), typeof(PinErrors), typeof(PollErrors), typeof(PrizeErrors), typeof(QuizErrors), typeof(RequestErrors), typeof(RoomErrors), typeof(RosterErrors), typeof(ScheduleErrors), typeof(UnknownErrors));

    public static void AddChat(this IHostApplicationBuilder builder)
    {
        builder.AddSpine();
        builder.AddMediation(typeof(ChatModule).Assembly);
        builder.AddRooms();
        builder.AddPins();
        builder.AddQuiz();
        builder.AddPolls();
        builder.AddModeration();
        builder.AddMessages();
        builder.AddAudience();
        builder.AddRelay();
        builder.AddLive();
        builder.AddDoor();
        builder.AddControl();
        builder.AddYours();
        builder.AddFeed();
        builder.AddAdmission();
    }

    /// <summary>Adds the hub. Must come before authentication: the hub checks tokens itself, after its admission gate.</summary>
    public static void UseChat(this IApplicationBuilder app) => app.UseHub();

    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        routes.MapDoor();
        routes.MapFeed();
    }

    /// <summary>Adds what every service needs: Redis, facts, live state, tokens, JSON. Each module may call this again.</summary>
    internal static void AddSpine(this IHostApplicationBuilder builder)
    {
        builder.AddExpectedFailures();
        builder.AddRedis();
        builder.AddClockDiscipline();
        builder.AddFacts();
        builder.AddTokens();
        builder.AddRoomLog();
        builder.AddChannelActs();
        builder.Services.TryAddSingleton<LiveState>();
        builder.Services.TryAddSingleton<FestivalAlarms>();
        builder.Services.TryAddSingleton<YoursChannel>();
        builder.Services.ConfigureHttpJsonOptions(options => ContractJson.Apply(options.SerializerOptions));
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = ProblemCodes.Complete);
    }

    /// <summary>
    /// For a feature that stores outcomes: hands those of one kind to <typeparamref name="THandler"/>, a scoped service. Kinds that nobody
    /// adds stay where they are, for a process that knows them.
    /// </summary>
    internal static void AddOutcomes<TOutcome, THandler>(this IHostApplicationBuilder builder)
        where TOutcome : RoomOutcome where THandler : class, IOutcomeHandler<TOutcome>
    {
        builder.AddSpine();
        builder.AddPinOutcomes();
        builder.AddQuestionOutcomes();
        builder.AddModerationOutcomes();
        builder.AddOutcomeKind<TOutcome, THandler>();
    }

    /// <summary>For the service that keeps the results of questions: compares the rooms with <typeparamref name="TBook"/>, a singleton.</summary>
    internal static void AddQuestionBook<TBook>(this IHostApplicationBuilder builder) where TBook : class, IQuestionBook
    {
        builder.AddSpine();
        builder.Services.TryAddSingleton<IQuestionBook>(services => services.GetRequiredService<TBook>());
        builder.AddQuestionSweep();
    }
}
