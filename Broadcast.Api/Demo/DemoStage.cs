namespace Broadcast.Api.Demo;

/// <summary>A stage of the demo, with what its encoder shows.</summary>
/// <param name="Id">Also its channel and room.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="NameEn">In English.</param>
/// <param name="Place">In Chinese.</param>
/// <param name="PlaceEn">In English.</param>
/// <param name="Shown">What is shown there, in Chinese.</param>
/// <param name="ShownEn">What is shown there, in English.</param>
/// <param name="Titles">Titles of its slots, taken in turn.</param>
/// <param name="Picture">What its encoder sends.</param>
internal sealed record DemoStage(
    string Id, string Name, string NameEn, string Place, string PlaceEn, string Shown, string ShownEn, IReadOnlyList<string> Titles, DemoPicture Picture);

/// <summary>How a stage looks and sounds in the demo.</summary>
/// <param name="Color">Of the ground, RRGGBB.</param>
/// <param name="Tone">Hz.</param>
/// <param name="Hue">Degrees by which the test pattern is turned where there is no font to write the place with.</param>
internal sealed record DemoPicture(string Color, int Tone, int Hue);

/// <summary>An article of the demo; its price is made up.</summary>
internal sealed record DemoProduct(string Id, string Stage, string Name, string NameEn, long Fen);
