using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Moderation;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Door;

/// <summary>Calls of the hub whose arguments are of another kind than the method's: all are refused with a code.</summary>
public sealed class MisfitTests
{
    private static readonly MethodInfo[] Methods = typeof(IRoomHub).GetMethods();

    private ChatFestival _festival = null!;

    [OneTimeSetUp]
    public async Task BeginAsync() => _festival = await ChatFestival.StartAsync();

    [OneTimeTearDown]
    public async Task EndAsync() => await _festival.DisposeAsync();

    public static IEnumerable<TestCaseData> Parameters() =>
        from method in Methods from parameter in method.GetParameters() select new TestCaseData(method.Name, parameter.Position);

    public static IEnumerable<TestCaseData> Fields() =>
        from method in Methods
        from parameter in method.GetParameters()
        where parameter.ParameterType.Namespace!.StartsWith("Broadcast", StringComparison.Ordinal)
        from field in parameter.ParameterType.GetProperties()
        where field.CanWrite
        select new TestCaseData(method.Name, parameter.Position, JsonNamingPolicy.CamelCase.ConvertName(field.Name));

    [TestCaseSource(nameof(Parameters))]
    public async Task An_argument_of_another_type_is_refused(string method, int position) =>
        Assert.That(await CodeAsync(method, position, new JsonArray(new JsonObject())), Is.EqualTo("call.arguments"));

    [TestCaseSource(nameof(Parameters))]
    public async Task A_missing_argument_is_no_fault(string method, int position) => Assert.That(await CodeAsync(method, position, null), Is.Not.EqualTo("internal"));

    [TestCaseSource(nameof(Fields))]
    public async Task A_missing_field_is_no_fault(string method, int position, string field)
    {
        var record = (JsonObject)Example(Parameter(method, position))!;
        record[field] = null;

        Assert.That(await CodeAsync(method, position, record), Is.Not.EqualTo("internal"));
    }

    [Test]
    public async Task Streams_are_refused_for_no_method_has_any()
    {
        await using var connection = await ConnectAsync();

        var taken = await RoomUser.CodeOfAsync(ReadAsync(connection.StreamAsync<JsonElement>("Join", "gushi", null)));
        var unknown = await RoomUser.CodeOfAsync(ReadAsync(connection.StreamAsync<JsonElement>("NoSuchCall")));
        var given = await RoomUser.CodeOfAsync(connection.InvokeCoreAsync("Say", [Numbers(), null]));

        Assert.That((taken, unknown, given), Is.EqualTo(("call.arguments", "call.unknown", "call.arguments")));
    }

    private static async Task ReadAsync(IAsyncEnumerable<JsonElement> stream)
    {
        await foreach (var _ in stream)
        {
            // Nothing comes.
        }
    }

    private static async IAsyncEnumerable<int> Numbers()
    {
        await Task.Yield();
        yield return 1;
    }

    private static ParameterInfo Parameter(string method, int position) => typeof(IRoomHub).GetMethod(method)!.GetParameters()[position];

    /// <summary>The code of the operator's call with good arguments but for one.</summary>
    private async Task<string?> CodeAsync(string method, int position, JsonNode? other)
    {
        await using var connection = await ConnectAsync();
        JsonNode?[] arguments = [.. typeof(IRoomHub).GetMethod(method)!.GetParameters().Select(Example)];
        arguments[position] = other;
        return await RoomUser.CodeOfAsync(connection.InvokeCoreAsync(method, arguments));
    }

    private async Task<HubConnection> ConnectAsync()
    {
        var connection = RoomUser.Build(new Uri(_festival.Address(), "/hubs/room"), _festival.OperatorToken);
        await connection.StartAsync();
        return connection;
    }

    private static JsonNode? Example(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "gushi",
        var type when type == typeof(int) || type == typeof(long) => 1,
        var type when type == typeof(bool) => true,
        var type when type == typeof(Position) => JsonSerializer.SerializeToNode(new Position { Epoch = "epoch", Offset = 1 }, ContractJson.Options),
        var type when type == typeof(PollDraft) => JsonSerializer.SerializeToNode(new PollDraft { Text = "?", Options = ["a", "b"], Seconds = 60 }, ContractJson.Options),
        var type when type == typeof(QuestionDraft) => JsonSerializer.SerializeToNode(
            new QuestionDraft { Text = "?", Options = ["a", "b"], Answer = 0, Seconds = 60, Winners = 1 }, ContractJson.Options),
        var type when type == typeof(RestrictionDraft) => JsonSerializer.SerializeToNode(new RestrictionDraft { Kind = "timeout", Seconds = 60 }, ContractJson.Options),
        var type when type == typeof(RoomMode) => JsonSerializer.SerializeToNode(RoomMode.Open, ContractJson.Options),
        var type => throw new InvalidOperationException($"There is no example of {type} yet."),
    };
}
