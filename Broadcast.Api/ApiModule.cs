using Broadcast.Api.Accounts;
using Broadcast.Api.Accounts.FirstLink;
using Broadcast.Api.Accounts.Invitations;
using Broadcast.Api.Audit;
using Broadcast.Api.Calendar;
using Broadcast.Api.Catalog;
using Broadcast.Api.Catalog.Pictures;
using Broadcast.Api.Claims;
using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Api.Festivals;
using Broadcast.Api.Guests;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Inbox;
using Broadcast.Api.Keys;
using Broadcast.Api.MachineKeys;
using Broadcast.Api.Moderation;
using Broadcast.Api.OpenApi;
using Broadcast.Api.Outbox;
using Broadcast.Api.Persons;
using Broadcast.Api.Persons.Login;
using Broadcast.Api.Prizes;
using Broadcast.Api.Results;
using Broadcast.Api.Retirement;
using Broadcast.Api.Rundown;
using Broadcast.Api.Sealed;
using Broadcast.Api.Shops;
using Broadcast.Api.Shops.Events;
using Broadcast.Api.Simulcast;
using Broadcast.Api.Site;
using Broadcast.Api.Spine;
using Broadcast.Api.Stages;
using Broadcast.Api.Tickets;
using Broadcast.Api.VillageSites;
using Broadcast.Api.Villagers;
using Broadcast.Api.Votes;
using Broadcast.Chat;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Mediation;
using Broadcast.Ingest;
using Broadcast.Ingest.Playout.Orders;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Api;

/// <summary>Entry point of this project: registers and maps the HTTP API and its database.</summary>
public static class ApiModule
{
    /// <summary>The errors of this project. Chat and Ingest list their own.</summary>
    internal static IReadOnlyList<Error> Errors { get; } = ErrorCatalogue.Of(
        typeof(AccountErrors), typeof(CatalogErrors), typeof(ClaimErrors), typeof(CommitErrors), typeof(FestivalErrors), typeof(FirstLinkErrors), typeof(GuestErrors), typeof(IdempotencyErrors), typeof(InboxErrors), typeof(InvitationErrors), typeof(KeyErrors),
        typeof(MachineKeyErrors), typeof(OutboxErrors), typeof(PersonErrors), typeof(PictureErrors), typeof(PushTargetErrors), typeof(RecordErrors), typeof(ResultErrors), typeof(RetirementErrors), typeof(RundownErrors), typeof(ShopErrors), typeof(StageErrors), typeof(TicketErrors), typeof(ViewerErrors),
        typeof(VillageSiteErrors), typeof(VillagerErrors), typeof(VoteErrors), typeof(WebhookErrors), typeof(WordErrors));

    public static void AddApi(this IHostApplicationBuilder builder)
    {
        builder.AddSpine();
        builder.AddMediation(typeof(ApiModule).Assembly);
        builder.Services.TryAddSingleton<ApiMeter>();
        builder.Services.AddSingleton<ApiRefusals>();
        builder.Services.TryAddSingleton(new Simulation(Runs: false));
        builder.AddStaffPolicies();
        builder.AddDatabase();
        builder.AddIdempotency();
        builder.AddKeys();
        builder.AddSealedRecords();
        builder.AddAudit();
        builder.AddFestivals();
        builder.AddStages();
        builder.AddRundown();
        builder.AddCalendar();
        builder.AddGuests();
        builder.AddRetirement();
        builder.AddPushTargets();
        builder.AddCatalog();
        builder.AddAccounts();
        builder.AddMachineKeys();
        builder.AddShops();
        builder.AddOutbox();
        builder.AddTickets();
        builder.AddPersons();
        builder.AddVillageSites();
        builder.AddVillagers();
        builder.AddModerationRecords();
        builder.AddInbox();
        builder.AddPrizes();
        builder.AddResults();
        builder.AddClaims();
        builder.AddVotes();
        builder.AddOrders();
        builder.AddFactsKeeper();
        builder.AddApiDocument([.. ChatModule.Errors, .. IngestModule.Errors, .. Errors]);
    }

    /// <summary>Must come behind authorization and before the rate limits.</summary>
    public static void UseApi(this IApplicationBuilder app) => app.UseIdempotency();

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapApiDocument();
        routes.MapFestivals();
        routes.MapRundown();
        routes.MapCalendar();
        routes.MapGuests();
        routes.MapStages();
        routes.MapRetirement();
        routes.MapPushTargets();
        routes.MapAudit();
        routes.MapCatalog();
        routes.MapAccounts();
        routes.MapMachineKeys();
        routes.MapShops();
        routes.MapOutbox();
        routes.MapTickets();
        routes.MapPersons();
        routes.MapViewers();
        routes.MapLogin();
        routes.MapVillageSites();
        routes.MapVillagers();
        routes.MapModerationRecords();
        routes.MapResults();
        routes.MapInbox();
        routes.MapPrizes();
        routes.MapClaims();
        routes.MapVotes();
        routes.MapBallots();
        routes.MapKeys();
        routes.MapSite();
    }
}
