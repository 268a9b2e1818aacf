namespace Broadcast.Api.Demo;

/// <summary>A stage of the demo, with what its encoder shows.</summary>
/// <param name="Id">Also the id of its channel and of its room.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="NameEn">In English.</param>
/// <param name="Place">In Chinese.</param>
/// <param name="PlaceEn">In English.</param>
/// <param name="Shown">What is shown there, in Chinese.</param>
/// <param name="ShownEn">What is shown there, in English.</param>
/// <param name="Titles">Titles of its slots, used in turn.</param>
/// <param name="Picture">What its encoder sends.</param>
internal sealed record DemoStage(
    string Id, string Name, string NameEn, string Place, string PlaceEn, string Shown, string ShownEn, IReadOnlyList<string> Titles, DemoPicture Picture);

/// <summary>How a stage looks and sounds in the demo.</summary>
/// <param name="Color">Background colour, RRGGBB.</param>
/// <param name="Tone">Frequency of the tone, Hz.</param>
/// <param name="Hue">Hue of the test pattern that is shown without a font, in degrees.</param>
internal sealed record DemoPicture(string Color, int Tone, int Hue);

/// <summary>A product of the demo; its price, in fen, is made up.</summary>
internal sealed record DemoProduct(string Id, string Stage, string Name, string NameEn, long Fen);
