namespace Broadcast.Api.Demo.Scenes;

/// <summary>What one stage of the demo shows and sounds like.</summary>
/// <param name="Stage">Whose it is.</param>
/// <param name="Picture">Makes the scene, for so many pixels a design unit.</param>
/// <param name="Sound">Makes its sound.</param>
internal sealed record StageScene(string Stage, Func<float, IScene> Picture, Func<Soundscape> Sound);

/// <summary>The scenes of the demo.</summary>
internal static class SceneList
{
    public static IReadOnlyList<StageScene> All { get; } =
    [
        new("zhanyi", scale => new RoseField(scale), SceneSounds.RoseField),
        new("tongxiang", scale => new LotusPond(scale), SceneSounds.LotusPond),
        new("gushi", scale => new HenYard(scale), SceneSounds.HenYard),
        new("suning", scale => new HoneyTree(scale), SceneSounds.HoneyTree),
    ];
}
