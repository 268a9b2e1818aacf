using Broadcast.Ingest.Monitor.Posters;
using TestKit;

namespace Broadcast.Ingest.Tests.Monitor.Posters;

internal sealed class PosterShelfTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 10, 0, 0, TimeSpan.Zero);
    private TemporaryFolder _folder;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task What_is_kept_is_found_again_by_the_next_host()
    {
        await AddAsync(Shelf(), 0, 10, 20, 30);

        var shelf = Shelf();
        Assert.That(shelf.Between(At(10), At(30)), Is.EqualTo([At(10), At(20)]));
        Assert.That(shelf.Between(At(15), At(16)), Is.EqualTo([At(10)]), "the one that is still shown");
        Assert.That(await shelf.ReadAsync(At(20), default), Is.EqualTo(new byte[] { 20 }));
        Assert.That(await shelf.ReadAsync(At(21), default), Is.Null);
    }

    [Test]
    public async Task The_oldest_go_by_age_and_by_number()
    {
        var shelf = Shelf(kept: TimeSpan.FromHours(2), most: 3);
        await AddAsync(shelf, 0, 10, 20, 30);
        Assert.That(shelf.Between(At(0), At(100)), Is.EqualTo([At(10), At(20), At(30)]));

        await shelf.AddAsync(new Poster(At(9000), new byte[] { 1 }), Now.AddSeconds(9000), default);

        Assert.That(shelf.Count, Is.EqualTo(1));
        Assert.That(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Count(), Is.EqualTo(1), "files are left behind");
        Assert.That(Directory.EnumerateDirectories(_folder.Path).Count(), Is.EqualTo(1), "folders are left behind");
    }

    [Test]
    public async Task Of_a_write_that_fails_or_was_cut_off_nothing_is_left()
    {
        await AddAsync(Shelf(), 0);
        var hour = Directory.EnumerateDirectories(_folder.Path).Single();
        Directory.CreateDirectory(Path.Combine(hour, $"{At(10)}.jpg"));
        await File.WriteAllTextAsync(Path.Combine(hour, $"{At(20)}.jpg.part"), "cut off");

        var shelf = Shelf();
        Assert.That(async () => await AddAsync(shelf, 10), Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());

        Assert.That(Directory.EnumerateFiles(hour).Select(Path.GetFileName), Is.EqualTo([$"{At(0)}.jpg"]));
    }

    private PosterShelf Shelf(TimeSpan? kept = null, int most = 100) => new(_folder.Path, kept ?? TimeSpan.FromDays(1), most);

    private static long At(int second) => Now.AddSeconds(second).ToUnixTimeMilliseconds();

    private static async Task AddAsync(PosterShelf shelf, params int[] seconds)
    {
        foreach (var second in seconds)
            await shelf.AddAsync(new Poster(At(second), new[] { (byte)second }), Now.AddSeconds(second), default);
    }
}
