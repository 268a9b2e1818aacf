using Broadcast.Api.Demo.Drawing;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>What is heard at each stage; quiet, so that four stages one after another are no strain.</summary>
internal static class SceneSounds
{
    /// <summary>A pentatonic scale on D.</summary>
    private static readonly float[] Strings = [293.66f, 329.63f, 369.99f, 440f, 493.88f, 587.33f, 659.26f, 739.99f];

    /// <summary>Wind over the hills, and birds.</summary>
    public static Soundscape RoseField()
    {
        var sound = new Soundscape().Noise(1, 90, 420, 0.5f, 3).Noise(5, 1500, 5200, 0.022f, 4);
        for (var song = 0; song < 5; song++)
        {
            var (at, pitch, pan) = (song * 3.2 + Scatter.Between(11, song, 0, 1.4f), Scatter.Between(12, song, 2300, 3600), Scatter.Between(13, song, -0.8f, 0.8f));
            for (var note = 0; note < 3 + song % 3; note++)
                sound.Voice(at + note * 0.17, 0.13, pitch * (1 + 0.06f * (note % 2)), pitch * (1.22f - 0.1f * (note % 3)), 0.05f, pan, 1, 0.12f);
        }

        return sound;
    }

    /// <summary>Water, ducks, and cicadas far away.</summary>
    public static Soundscape LotusPond()
    {
        var sound = new Soundscape().Noise(21, 250, 900, 0.16f, 4).Noise(25, 3800, 5200, 0.03f, 6);
        for (var drop = 0; drop < 46; drop++)
        {
            var pitch = Scatter.Between(31, drop, 420, 980);
            sound.Voice(Scatter.Between(32, drop, 0, Loop.Seconds), 0.07, pitch, pitch * 1.5f, 0.028f, Scatter.Between(33, drop, -1, 1), 1, 0.2f);
        }

        foreach (var (at, pan, quacks) in ((double, float, int)[])[(2.2, -0.6f, 3), (7.1, 0.4f, 2), (11.8, 0.7f, 4)])
            for (var quack = 0; quack < quacks; quack++)
                sound.Voice(at + quack * 0.3, 0.19, 235 - quack * 8, 168, 0.045f, pan, 0.5f, 0.7f, 1, 0.9f, 0.8f, 0.6f, 0.4f, 0.3f);
        return sound;
    }

    /// <summary>Hens, chicks, and one cock.</summary>
    public static Soundscape HenYard()
    {
        var sound = new Soundscape().Noise(41, 120, 600, 0.22f, 2).Noise(45, 2000, 6000, 0.03f, 5);
        for (var hen = 0; hen < 10; hen++)
        {
            var (at, pitch, pan) = (hen * 1.6 + Scatter.Between(51, hen, 0, 0.9f), Scatter.Between(52, hen, 330, 460), Scatter.Between(53, hen, -0.9f, 0.9f));
            for (var cluck = 0; cluck < 2 + hen % 3; cluck++)
                sound.Voice(at + cluck * 0.24, 0.09, pitch * 1.15f, pitch * 0.8f, 0.05f, pan, 1, 0.8f, 0.5f, 0.35f, 0.2f);
            if (hen % 4 == 3)
                sound.Voice(at + 0.9, 0.42, pitch * 1.1f, pitch * 1.7f, 0.045f, pan, 1, 0.9f, 0.6f, 0.4f, 0.2f);
        }

        for (var peep = 0; peep < 30; peep++)
            sound.Voice(Scatter.Between(54, peep, 0, Loop.Seconds), 0.08, 3300, 2700, 0.016f, Scatter.Between(55, peep, -0.7f, 0.3f), 1, 0.15f);
        foreach (var (at, seconds, from, to) in ((double, double, float, float)[])[(11, 0.22, 480, 620), (11.26, 0.2, 640, 720), (11.5, 0.34, 760, 900), (11.88, 0.95, 860, 520)])
            sound.Voice(at, seconds, from, to, 0.04f, 0.3f, 1, 0.9f, 0.7f, 0.5f, 0.3f);
        return sound;
    }

    /// <summary>Bees, crickets, and somebody who plays the pipa.</summary>
    public static Soundscape HoneyTree()
    {
        var sound = new Soundscape().Noise(61, 80, 380, 0.26f, 2);
        for (var bee = 0; bee < 7; bee++)
            sound.Hum(176 + bee * 9, 0.02f, 2 + bee % 3, bee * 0.17f);
        for (var cricket = 0; cricket < Loop.Seconds * 2; cricket++)
            for (var pulse = 0; pulse < 3; pulse++)
                sound.Voice(cricket * 0.5 + pulse * 0.055, 0.04, 4300, 4350, 0.012f, cricket % 2 == 0 ? -0.7f : 0.6f, 1);
        foreach (var (at, note) in ((double, int)[])[
            (0.5, 3), (1.0, 4), (1.5, 5), (2.5, 4), (3.0, 3), (3.5, 2), (4.5, 1), (5.0, 2), (5.25, 3), (6.5, 3), (6.75, 3), (7.0, 4), (8.0, 5), (8.5, 6), (9.0, 7), (10.0, 6), (10.5, 5),
            (11.5, 4), (12.5, 3), (13.0, 2), (13.5, 1), (14.0, 0), (15.0, 0)])
            sound.Pluck(at, Strings[note], 0.1f, 0.25f);
        return sound;
    }
}
