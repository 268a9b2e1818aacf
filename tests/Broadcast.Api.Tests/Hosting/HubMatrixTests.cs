using System.Reflection;
using System.Text.Json.Nodes;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Door;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit.Rooms;

namespace Broadcast.Api.Tests.Hosting;

/// <summary>
/// Every method of the running hub, by every kind of caller, for the stage gushi and its room. A method that the table does not have, or that
/// lets other callers pass, fails the test. Who passes may still be told that something is unknown.
/// </summary>
public sealed class HubMatrixTests
{
    private static readonly string[] OfStage = [Callers.Anchor, Callers.Operator];
    private static readonly string[] Moderators = [Callers.Anchor, Callers.Moderator, Callers.Everywhere, Callers.Operator];

    /// <summary>With <c>Rooms:Guests</c> as it is without a setting: guests read and like.</summary>
    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        ["Join"] = Callers.WithToken,
        ["Leave"] = Callers.WithToken,
        ["Refresh"] = Callers.WithToken,
        ["UnwatchStages"] = Callers.WithToken,
        ["Like"] = Callers.WithToken,
        ["Say"] = [Callers.Person, Callers.Site, .. Callers.Staff],
        ["Answer"] = [Callers.Person, Callers.Site],
        ["Pin"] = OfStage,
        ["Unpin"] = OfStage,
        ["OpenQuestion"] = OfStage,
        ["OpenQuestionNow"] = OfStage,
        ["CancelQuestion"] = OfStage,
        ["CloseQuestion"] = OfStage,
        ["MarkAnswer"] = OfStage,
        ["VoidQuestion"] = OfStage,
        ["PauseQuestion"] = OfStage,
        ["ResumeQuestion"] = OfStage,
        ["Reveal"] = OfStage,
        ["OpenPoll"] = OfStage,
        ["OpenPollNow"] = OfStage,
        ["CancelPoll"] = OfStage,
        ["ClosePoll"] = OfStage,
        ["Vote"] = [Callers.Person, Callers.Site],
        ["RemoveMessage"] = Moderators,
        ["Restrict"] = Moderators,
        ["Lift"] = Moderators,
        ["SetMode"] = Moderators,
        ["Review"] = Moderators,
        ["WatchStages"] = [Callers.Anchor, Callers.OtherAnchor, Callers.Auditor, Callers.Operator],
    };

    private static readonly string[] Refusals = ["auth.required", "auth.forbidden"];
    private static readonly string[] Faults = ["internal", "server.fault", "call.unknown", "call.arguments"];

    [Test]
    public async Task Each_method_lets_exactly_those_pass_who_may_and_meets_no_fault()
    {
        await using var login = await PersonLogin.StartAsync();
        await using var host = await ApiHost.StartAsync(["--Roles", "api,chat", .. login.Settings]);
        await host.CreateFestivalAsync();
        var callers = await Callers.OfAsync(host, login);

        var faults = new List<string>();
        var can = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var method in Methods)
        {
            var passed = can[method.Name] = [];
            foreach (var caller in Callers.All)
            {
                var code = await CodeAsync(host, method, callers.Token(caller));
                if (Faults.Contains(code, StringComparer.Ordinal))
                    faults.Add($"{method.Name} answers {caller} with {code}");
                if (!Refusals.Contains(code, StringComparer.Ordinal))
                    passed.Add(caller);
            }
        }

        Assert.That(faults.Concat(CallerTable.Faults(Table, can)), Is.Empty);
        TestContext.Out.WriteLine($"{Methods.Length} methods, {Methods.Length * Callers.All.Length} pairs of method and caller");
    }

    /// <summary>What SignalR takes for a method of the hub: every public one, whether the contract has it or not.</summary>
    private static MethodInfo[] Methods { get; } =
        [.. typeof(RoomHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.GetBaseDefinition().DeclaringType == typeof(RoomHub))];

    /// <summary>The code with which the call is refused, in a room of its own connection; null when it is not.</summary>
    private static async Task<string?> CodeAsync(ApiHost host, MethodInfo method, string? token)
    {
        try
        {
            await using var connection = RoomUser.Build(new Uri(host.Http, "/hubs/room"), token ?? "");
            await connection.StartAsync();
            await connection.InvokeAsync("Join", "gushi", null);
            return await RoomUser.CodeOfAsync(connection.InvokeCoreAsync(method.Name, [.. method.GetParameters().Select(parameter => Example(parameter, token))]));
        }
        catch (Exception refused) when ((token is null || token.StartsWith("lfm_", StringComparison.Ordinal)) && refused.Message.Contains("401", StringComparison.Ordinal))
        {
            return "auth.required";
        }
    }

    private static JsonNode? Example(ParameterInfo parameter, string? token) => parameter.Name switch
    {
        "token" => token,
        "question" => new JsonObject { ["text"] = "?", ["options"] = new JsonArray("a", "b"), ["answer"] = 0, ["seconds"] = 60, ["winners"] = 1 },
        "poll" => new JsonObject { ["text"] = "?", ["options"] = new JsonArray("a", "b"), ["seconds"] = 60 },
        "restriction" => new JsonObject { ["kind"] = "timeout", ["seconds"] = 60 },
        "mode" => new JsonObject { ["chat"] = "open", ["slowSeconds"] = 0, ["followedMinutes"] = 0, ["review"] = false },
        "questionId" or "pollId" => "gushi.q1",
        "id" => parameter.HasDefaultValue ? null : "gushi.q1",
        "viewer" => "guest:other",
        "count" or "option" => 1,
        "offset" => 7,
        "approve" => true,
        "position" or "reason" => null,
        _ => "gushi",
    };
}
