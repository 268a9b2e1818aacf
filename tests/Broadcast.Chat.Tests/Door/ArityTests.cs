using System.Reflection;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Packed;
using Broadcast.Chat.Spine.Tokens;
using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Door;

/// <summary>How many arguments a call of the hub may have, for every method and in both protocols.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ArityTests
{
    private static readonly MethodInfo[] Methods = typeof(IRoomHub).GetMethods();

    /// <summary>As the hub packs, and able to read answers of any type.</summary>
    private static readonly MessagePackSerializerOptions Packed =
        PackedContracts.Options.WithResolver(CompositeResolver.Create([PrimitiveObjectFormatter.Instance], [PackedContracts.Options.Resolver]));

    private ChatFestival _festival = null!;

    [OneTimeSetUp]
    public async Task BeginAsync() => _festival = await ChatFestival.StartAsync();

    [OneTimeTearDown]
    public async Task EndAsync() => await _festival.DisposeAsync();

    public static IEnumerable<TestCaseData> Fitting() =>
        from method in Methods
        from packed in (bool[])[false, true]
        from count in Enumerable.Range(Needed(method), method.GetParameters().Length - Needed(method) + 1)
        select new TestCaseData(method.Name, count, packed);

    public static IEnumerable<TestCaseData> Misfits() =>
        from method in Methods
        from packed in (bool[])[false, true]
        from count in (int[])[Needed(method) - 1, method.GetParameters().Length + 1]
        where count >= 0
        select new TestCaseData(method.Name, count, packed);

    [TestCaseSource(nameof(Fitting))]
    public async Task Optional_arguments_may_be_left_out(string method, int count, bool packed) =>
        Assert.That(await CodeAsync(method, count, packed), Is.Not.EqualTo("call.arguments").And.Not.EqualTo("internal"));

    [TestCaseSource(nameof(Misfits))]
    public async Task Any_other_number_is_refused_with_a_code(string method, int count, bool packed) =>
        Assert.That(await CodeAsync(method, count, packed), Is.EqualTo("call.arguments"));

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_answer_is_a_question_and_an_option(bool packed)
    {
        var anchor = await _festival.AnchorAsync(ChatFestival.Gushi.Room);
        var asked = await anchor.AskAsync(
            ChatFestival.Gushi.Room, new QuestionDraft { Text = "?", Options = ["a", "b"], Answer = 0, Seconds = 60, Winners = 1 });
        await using var guest = await ConnectAsync(packed);

        await guest.InvokeCoreAsync("Answer", [asked.Id.Value, 0]);

        Assert.That(await RoomUser.CodeOfAsync(guest.InvokeCoreAsync("Answer", [asked.Id.Value, 1])), Is.EqualTo("quiz.answered"), "the first counts");
        await anchor.CloseAsync(asked.Id);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_method_that_does_not_exist_is_refused_with_a_code(bool packed)
    {
        await using var connection = await ConnectAsync(packed);

        Assert.That(await RoomUser.CodeOfAsync(connection.InvokeCoreAsync("NoSuchCall", [1])), Is.EqualTo("call.unknown"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Null_in_place_of_an_object_is_refused_with_a_code(bool packed)
    {
        await using var guest = await ConnectAsync(packed);
        foreach (var method in Methods)
            if (method.GetParameters() is [.., var last] parameters && Example(last) is not (null or ValueType or string))
            {
                object?[] arguments = [.. parameters.SkipLast(1).Select(Example), null];
                Assert.That(await RoomUser.CodeOfAsync(guest.InvokeCoreAsync(method.Name, arguments)), Is.EqualTo("call.arguments"), method.Name);
            }

        Assert.That(_festival.Log.Alarming, Is.Empty);
    }

    [Test]
    public async Task No_caller_meets_a_fault()
    {
        var callers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["guest"] = _festival.GuestToken("cai"),
            ["anchor"] = _festival.AnchorToken,
            ["moderator"] = _festival.ModeratorToken([.. ModerationRights.All]),
            ["operator"] = _festival.OperatorToken,
        };

        var faults = new List<string>();
        foreach (var (caller, token) in callers)
            foreach (var method in Methods)
            {
                await using var connection = RoomUser.Build(new Uri(_festival.Address(), "/hubs/room"), token);
                await connection.StartAsync();
                if (await RoomUser.CodeOfAsync(connection.InvokeCoreAsync(method.Name, [.. method.GetParameters().Select(Example)])) is "internal" or "call.arguments")
                    faults.Add($"{caller}: {method.Name}");
            }

        Assert.That(faults, Is.Empty);
    }

    private static int Needed(MethodInfo method) => method.GetParameters().Count(parameter => !parameter.HasDefaultValue);

    private async Task<string?> CodeAsync(string method, int count, bool packed)
    {
        await using var connection = await ConnectAsync(packed);
        var parameters = typeof(IRoomHub).GetMethod(method)!.GetParameters();
        return await RoomUser.CodeOfAsync(connection.InvokeCoreAsync(method, [.. Enumerable.Range(0, count).Select(i => i < parameters.Length ? Example(parameters[i]) : null)]));
    }

    private static object? Example(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "gushi",
        var type when type == typeof(int) => 1,
        var type when type == typeof(long) => 1L,
        var type when type == typeof(bool) => true,
        var type when type == typeof(PollDraft) => new PollDraft { Text = "?", Options = ["a", "b"], Seconds = 60 },
        var type when type == typeof(QuestionDraft) => new QuestionDraft { Text = "?", Options = ["a", "b"], Answer = 0, Seconds = 60, Winners = 1 },
        var type when type == typeof(RestrictionDraft) => new RestrictionDraft { Kind = "timeout", Seconds = 60 },
        var type when type == typeof(RoomMode) => RoomMode.Open,
        _ => null,
    };

    private async Task<HubConnection> ConnectAsync(bool packed)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(_festival.Address(), "/hubs/room"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.AccessTokenProvider = () => Task.FromResult<string?>(_festival.GuestToken("ann"));
        });
        if (packed)
            builder.AddMessagePackProtocol(options => options.SerializerOptions = Packed);
        else
            builder.AddJsonProtocol(options => ContractJson.Apply(options.PayloadSerializerOptions));
        var connection = builder.Build();
        await connection.StartAsync();
        return connection;
    }
}
