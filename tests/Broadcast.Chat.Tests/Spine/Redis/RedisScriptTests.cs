using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Configuration;
using NUnit.Framework.Constraints;
using StackExchange.Redis;

namespace Broadcast.Chat.Tests.Spine.Redis;

/// <summary>A script's names: what its Lua reads by them is what a call passes under them.</summary>
public sealed class RedisScriptTests
{
    private static readonly RedisScript Pair = new("Pair", "return { fromKey, toKey, first, second }", ["fromKey", "toKey"], ["first", "second"]);
    private static readonly RedisScript Batch = new(
        "Batch", "return { roomKey, KEYS[onceKeys], KEYS[onceKeys + 1], age, unpack(ARGV, items) }", ["roomKey", "onceKeys..."], ["age", "items..."]);
    private static readonly RedisScript Once = new("Once", "return { roomKey, onceKey and 'with ' .. onceKey or 'without', #KEYS }", ["roomKey", "onceKey?"], []);

    private RedisLink _redis = null!;

    [OneTimeSetUp]
    public void Connect() => _redis = new RedisLink(
        new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Redis", RunRedis.Server.ConnectionString)]).Build(), TimeProvider.System);

    [OneTimeTearDown]
    public async Task DisconnectAsync() => await _redis.DisposeAsync();

    [Test]
    public async Task Values_go_by_their_names_in_whatever_order_they_are_given()
    {
        var inOrder = await _redis.RunAsync(Pair, [("fromKey", "{s}:a"), ("toKey", "{s}:b")], [("first", 1), ("second", "two")]);
        var otherwise = await _redis.RunAsync(Pair, [("toKey", "{s}:b"), ("fromKey", "{s}:a")], [("second", "two"), ("first", 1)]);

        Assert.Multiple(() =>
        {
            Assert.That((string[])inOrder!, Is.EqualTo(["{s}:a", "{s}:b", "1", "two"]));
            Assert.That((string[])otherwise!, Is.EqualTo(["{s}:a", "{s}:b", "1", "two"]));
        });
    }

    [Test]
    public async Task A_list_follows_the_other_values_and_its_name_is_where_it_begins()
    {
        var reply = await _redis.RunAsync(Batch, [("roomKey", "{s}:room")], [("age", 5)], keyList: ["{s}:x", "{s}:y"], argumentList: ["a", "b", "c"]);
        var empty = Batch.Arguments.Arrange<RedisValue>([("age", 5)], []);

        Assert.Multiple(() =>
        {
            Assert.That((string[])reply!, Is.EqualTo(["{s}:room", "{s}:x", "{s}:y", "5", "a", "b", "c"]));
            Assert.That(empty, Is.EqualTo(new RedisValue[] { default, 5 }), "the caller's time comes first");
        });
    }

    [Test]
    public async Task An_optional_key_without_a_value_is_not_sent()
    {
        var with = await _redis.RunAsync(Once, [("roomKey", "{s}:room"), ("onceKey", "{s}:once")], []);
        var without = await _redis.RunAsync(Once, [("roomKey", "{s}:room"), ("onceKey", default)], []);

        Assert.Multiple(() =>
        {
            Assert.That((string[])with!, Is.EqualTo(["{s}:room", "with {s}:once", "2"]));
            Assert.That((string[])without!, Is.EqualTo(["{s}:room", "without", "1"]));
        });
    }

    [Test]
    public void A_call_with_a_wrong_missing_or_repeated_name_fails_before_Redis_is_asked()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => Pair.Arguments.Arrange<RedisValue>([("first", 1), ("third", 2)], []), Fails("The script Pair takes no argument 'third', but first, second."));
            Assert.That(() => Pair.Arguments.Arrange<RedisValue>([("first", 1), ("second", 2), ("third", 3)], []), Fails("The script Pair takes no argument 'third', but first, second."));
            Assert.That(() => Pair.Arguments.Arrange<RedisValue>([("second", 1)], []), Fails("The script Pair did not get the argument 'first'."));
            Assert.That(() => Pair.Arguments.Arrange<RedisValue>([("first", 1), ("first", 2)], []), Fails("The script Pair got the argument 'first' twice."));
            Assert.That(() => Pair.Keys.Arrange<RedisKey>([("fromKey", "a"), ("toKey", "b")], ["c"]), Fails("The script Pair takes no list of keys."));
            Assert.That(() => Once.Keys.Arrange<RedisKey>([("roomKey", "a")], []), Fails("The script Once did not get the key 'onceKey'."));
            Assert.That(() => Once.Arguments.Arrange<RedisValue>([("age", 1)], []), Fails("The script Once takes no argument 'age', but none."));
            Assert.That(async () => await _redis.RunAsync(Batch, [], [("age", 5)]), Fails("The script Batch did not get the key 'roomKey'."));
        });
    }

    [Test]
    public void A_script_with_names_that_Lua_could_not_tell_apart_cannot_be_made()
    {
        const string Rule = "a name is letters and digits, and only the last one may end in '...' or '?'.";
        Assert.Multiple(() =>
        {
            Assert.That(() => Made([], ["age", "age"]), Fails("The script S has the argument 'age' twice."));
            Assert.That(() => Made([], ["age", "age..."]), Fails("The script S has the argument 'age' twice."));
            Assert.That(() => Made(["age"], ["age..."]), Fails("The script S has a key and an argument 'age'."));
            Assert.That(() => Made(["once key"], []), Fails($"The script S cannot have the key 'once key': {Rule}"));
            Assert.That(() => Made(["onceKeys...", "roomKey"], []), Fails($"The script S cannot have the key 'onceKeys...': {Rule}"));
            Assert.That(() => Made([], [.. Enumerable.Range(0, 65).Select(i => $"a{i}")]), Fails("The script S has more than 64 arguments."));
        });
    }

    [Test]
    public void A_call_allocates_only_what_is_sent()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        RedisValue[] sent = new RedisValue[3];
        var array = GC.GetAllocatedBytesForCurrentThread() - before;
        Pair.Arguments.Arrange<RedisValue>([("first", 1), ("second", 2)], []);

        before = GC.GetAllocatedBytesForCurrentThread();
        sent = Pair.Arguments.Arrange<RedisValue>([("first", 1), ("second", 2)], []);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.EqualTo(array));
        Assert.That(sent, Has.Length.EqualTo(3));
    }

    private static RedisScript Made(string[] keys, string[] arguments) => new("S", "return 1", keys, arguments);

    private static EqualStringConstraint Fails(string message) => Throws.InvalidOperationException.With.Message.EqualTo(message);
}
