namespace Broadcast.Api.Demo.Scenes;

/// <summary>How a bird goes to and fro: it walks, stops at either end to peck, and turns round.</summary>
/// <param name="Middle">Where it is half way.</param>
/// <param name="Reach">How far it goes to either side.</param>
/// <param name="Times">Ways to and fro in a loop.</param>
/// <param name="Phase">How far ahead it is, in such ways.</param>
internal sealed record Stroll(float Middle, float Reach, int Times, double Phase)
{
    /// <summary>Above 1, so that it stays at the ends for a while.</summary>
    private const float Rest = 1.5f;

    public float X(LoopTime at) => Middle + Reach * MathF.Sin(Rest * at.Wave(Times, Phase));

    /// <summary>From -1, fast to the left, to 1, fast to the right.</summary>
    public float Speed(LoopTime at) => MathF.Cos(Rest * at.Wave(Times, Phase)) * at.Wave(Times, Phase + 0.25);

    /// <summary>1 where it stands, 0 where it walks.</summary>
    public float Stillness(LoopTime at) => Math.Clamp(1.25f - MathF.Abs(Speed(at)) * 4, 0, 1);

    public Stroll Behind(float distance) => this with { Phase = Phase - distance / (Reach * 4 + 1) };
}
