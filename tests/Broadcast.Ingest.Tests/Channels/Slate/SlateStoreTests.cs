using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Channels.Slate;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Broadcast.Ingest.Tests.Channels.Slate;

/// <summary>Not beside other tests: one of them takes the fonts away from the whole process.</summary>
[NonParallelizable]
internal sealed class SlateStoreTests
{
    private static readonly DateTime LongAgo = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private TemporaryFolder _data = null!;
    private ChildWatcher _watcher = null!;

    private string Folder => _data.File("slate");

    /// <summary>The slate's file, the only one.</summary>
    private string Kept => Directory.EnumerateFiles(Folder).Single();

    [OneTimeSetUp]
    public async Task MakeAsync()
    {
        _data = new TemporaryFolder();
        _watcher = new ChildWatcher(NullLogger<ChildWatcher>.Instance);
        await StartAsync();
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await _watcher.DisposeAsync();
        _data.Dispose();
    }

    [SetUp]
    public void Age() => File.SetLastWriteTimeUtc(Kept, LongAgo);

    [Test]
    public void There_is_none_before_the_start() =>
        Assert.That(() => new SlateStore(new ConfigurationBuilder().Build(), _watcher, NullLogger<SlateStore>.Instance).Clip, Throws.InvalidOperationException);

    [Test]
    public async Task What_is_kept_is_taken_and_not_made_again()
    {
        var clip = await StartAsync();

        Assert.That(File.GetLastWriteTimeUtc(Kept), Is.EqualTo(LongAgo));
        Assert.That((clip.Width, clip.Height, clip.Codecs, clip.Video.Count), Is.EqualTo((640, 360, "avc1.640028,mp4a.40.2", SlateClip.Frames)));
    }

    [Test]
    public async Task What_was_cut_off_is_made_again()
    {
        var whole = await File.ReadAllBytesAsync(Kept);
        await File.WriteAllBytesAsync(Kept, whole[..(whole.Length / 2)]);

        var clip = await StartAsync();

        Assert.That(clip.Video, Has.Count.EqualTo(SlateClip.Frames));
        Assert.That(SlateClip.Read(await File.ReadAllBytesAsync(Kept)).Codecs, Is.EqualTo(clip.Codecs), "and is kept again");
    }

    [Test]
    public async Task What_a_killed_host_left_half_made_is_no_obstacle_and_is_not_kept()
    {
        var file = Kept;
        File.Delete(file);
        await File.WriteAllTextAsync(Path.ChangeExtension(file, ".making.mp4"), "half made");

        await StartAsync();

        Assert.That(Kept, Is.EqualTo(file));
    }

    [Test]
    public async Task It_is_made_anew_when_the_fonts_have_changed_and_the_old_one_serves_again_when_they_are_back()
    {
        Assume.That(await SlateFonts.FindAsync("en", _watcher, CancellationToken.None), Is.Not.Null, "a font is installed");
        var before = Kept;
        var config = _data.File("no-fonts.conf");
        await File.WriteAllTextAsync(config, """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>""");
        Environment.SetEnvironmentVariable("FONTCONFIG_FILE", config);
        try
        {
            await StartAsync();
        }
        finally
        {
            Environment.SetEnvironmentVariable("FONTCONFIG_FILE", value: null);
        }

        var made = Directory.EnumerateFiles(Folder).Single(file => file != before);
        Assert.That(await File.ReadAllBytesAsync(made), Is.Not.EqualTo(await File.ReadAllBytesAsync(before)));
        File.Delete(made);
        await StartAsync();
        Assert.That((Kept, File.GetLastWriteTimeUtc(Kept)), Is.EqualTo((before, LongAgo)));
    }

    [Test]
    public async Task Without_a_data_directory_it_is_made_all_the_same()
    {
        var store = new SlateStore(new ConfigurationBuilder().Build(), _watcher, NullLogger<SlateStore>.Instance);

        await store.StartAsync(CancellationToken.None);

        Assert.That(store.Clip.Video, Has.Count.EqualTo(SlateClip.Frames));
        Assert.That(File.GetLastWriteTimeUtc(Kept), Is.EqualTo(LongAgo));
    }

    private async Task<SlateClip> StartAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("DataDirectory", _data.Path)]).Build();
        var store = new SlateStore(configuration, _watcher, NullLogger<SlateStore>.Instance);
        await store.StartAsync(CancellationToken.None);
        return store.Clip;
    }
}
