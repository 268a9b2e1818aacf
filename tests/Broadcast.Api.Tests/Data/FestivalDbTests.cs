using System.Reflection;
using Broadcast.Api.Catalog;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Data;

[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class FestivalDbTests(Engine engine)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 10, 0, 0, TimeSpan.FromHours(8));
    private static int _made;
    private TestDatabase _database = null!;
    private DataHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (_database, _host) = await TestDatabase.StartedAsync(engine);

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public async Task The_migrations_make_the_model_as_it_is()
    {
        await using var database = _host.Open();

        Assert.That(database.Database.HasPendingModelChanges(), Is.False, "deploy/migration.sh");
    }

    [Test]
    public async Task Every_entity_has_its_table()
    {
        await using var database = _host.Open();
        var tables = await _database.ReadAsync(engine == Engine.Postgres
            ? "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"
            : "SELECT name FROM sqlite_master WHERE type = 'table'");

        Assert.That(database.Model.GetEntityTypes().Select(entity => entity.GetTableName()), Is.SubsetOf(tables));
    }

    [Test]
    public async Task Every_part_of_the_facts_and_every_set_is_an_entity()
    {
        await using var database = _host.Open();
        var types = typeof(FestivalDb).Assembly.GetTypes();
        var parts = types.Where(type => type.IsClass && type.IsAssignableTo(typeof(IPartOfFacts))).ToList();
        var sets = types.SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType is { IsGenericType: true } set && set.GetGenericTypeDefinition() == typeof(DbSet<>))
            .Select(method => method.ReturnType.GetGenericArguments()[0]).ToList();

        Assert.That((parts.Count > 0, sets.Count > 0), Is.EqualTo((true, true)), "there is something to compare");
        Assert.That(parts.Concat(sets).Except(database.Model.GetEntityTypes().Select(entity => entity.ClrType)), Is.Empty);
    }

    [Test]
    public async Task A_part_of_the_facts_that_is_added_changed_or_deleted_raises_their_revision()
    {
        var before = await _host.RevisionAsync();
        await using var database = _host.Open();
        var product = Goose();

        database.Products.Add(product);
        await database.SaveChangesAsync();
        Assert.That(await _host.RevisionAsync(), Is.EqualTo(before + 1), "added");
        product.Price = 1;
        await database.SaveChangesAsync();
        Assert.That(await _host.RevisionAsync(), Is.EqualTo(before + 2), "changed");
        database.Products.Remove(product);
        await database.SaveChangesAsync();
        Assert.That(await _host.RevisionAsync(), Is.EqualTo(before + 3), "deleted");
    }

    [Test]
    public async Task One_save_raises_it_once_however_much_it_changes()
    {
        var before = await _host.RevisionAsync();
        await using var database = _host.Open();

        database.Products.AddRange(Goose(), Goose(), Goose());
        await database.SaveChangesAsync();

        Assert.That(await _host.RevisionAsync(), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task What_is_no_part_of_the_facts_leaves_it_as_it_is()
    {
        var before = await _host.RevisionAsync();
        await using var database = _host.Open();

        database.VillageSites.Add(new VillageSite
        {
            Id = SiteId.Parse($"site-{++_made}"),
            Name = "文化站",
            Village = "陈集村",
            County = "固始县",
            Province = "河南省",
            KeySession = "session",
            KeyMadeAt = Now,
        });

        Assert.That(await database.SaveChangesAsync(), Is.EqualTo(1));
        Assert.That(await _host.RevisionAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_save_that_changes_nothing_leaves_it_as_it_is()
    {
        await using var database = _host.Open();
        database.Products.Add(Goose());
        await database.SaveChangesAsync();
        var before = await _host.RevisionAsync();

        (await database.Products.FirstAsync()).Currency = "CNY";
        await database.SaveChangesAsync();

        Assert.That(await _host.RevisionAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_save_that_fails_leaves_it_as_it_is()
    {
        var goose = Goose();
        await using (var database = _host.Open())
        {
            database.Products.Add(goose);
            await database.SaveChangesAsync();
        }

        var before = await _host.RevisionAsync();
        await using var second = _host.Open();
        second.Products.AddRange(Goose(), goose);

        Assert.That(async () => await second.SaveChangesAsync(), Throws.TypeOf<DbUpdateException>());
        Assert.That(await _host.RevisionAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task In_a_transaction_the_revision_comes_and_goes_with_it()
    {
        var before = await _host.RevisionAsync();
        await using var database = _host.Open();
        await using (await database.Database.BeginTransactionAsync())
        {
            database.Products.Add(Goose());
            await database.SaveChangesAsync();
            Assert.That(await _host.RevisionAsync(), Is.EqualTo(before), "others do not see it yet");
        }

        Assert.That(await _host.RevisionAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Writers_at_once_raise_it_by_one_each()
    {
        const int writers = 4;
        const int saves = 5;
        var before = await _host.RevisionAsync();

        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < saves; i++)
            {
                await using var database = _host.Open();
                database.Products.Add(Goose());
                await database.SaveChangesAsync();
            }
        })));

        Assert.That(await _host.RevisionAsync(), Is.EqualTo(before + (writers * saves)));
    }

    [Test]
    public async Task A_commit_is_told_when_others_can_read_it()
    {
        var notice = _host.Services.GetRequiredService<CommitNotice>();
        var before = await _host.RevisionAsync();
        var seen = new List<Task<IReadOnlyList<string>>>();
        void Look() => seen.Add(_database.ReadAsync("""SELECT CAST("Revision" AS TEXT) FROM "Facts" """));
        notice.Committed += Look;

        await using var database = _host.Open();
        database.Products.Add(Goose());
        await database.SaveChangesAsync();
        notice.Committed -= Look;

        Assert.That((await Task.WhenAll(seen)).SelectMany(read => read), Is.EqualTo([$"{before + 1}"]));
    }

    [Test]
    public async Task What_points_to_nothing_is_not_stored()
    {
        await using var database = _host.Open();
        database.Stages.Add(new Stage
        {
            Id = StageId.Parse("gushi"),
            FestivalId = FestivalId.Parse("nowhere"),
            Order = 0,
            Name = "固始",
            NameEn = "Gushi",
            KeyDigest = "digest",
            KeyMadeAt = Now,
        });

        var failed = await Assert.ThrowsAsync<DbUpdateException>(() => database.SaveChangesAsync());
        Assert.That(failed!.InnerException?.Message, Does.Contain("foreign key").IgnoreCase);
    }

    [Test]
    public async Task Changes_are_saved_only_in_the_way_that_counts_them()
    {
        await using var database = _host.Open();
        database.Products.Add(Goose());

        Assert.That(database.SaveChanges, Throws.TypeOf<NotSupportedException>());
    }

    private static Product Goose() =>
        new() { Id = ProductId.Parse($"goose-{Interlocked.Increment(ref _made)}"), Name = "鹅", Price = 9900, Currency = "CNY", Url = "/goose" };
}
