using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Broadcast.Api.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class WindowsShopsLeases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "By",
                table: "StandingModes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "KeyMadeBy",
                table: "Stages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "By",
                table: "Slots",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ClosedBy",
                table: "QuestionResults",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OpenedBy",
                table: "QuestionResults",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "By",
                table: "PrizeReservations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "By",
                table: "PinIntervals",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndedBy",
                table: "PinIntervals",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ByKind",
                table: "ModerationRecords",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ByWhy",
                table: "ModerationRecords",
                type: "TEXT",
                maxLength: 256,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BookEntries",
                columns: table => new
                {
                    Window = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Person = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Value = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Salt = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookEntries", x => new { x.Window, x.Person });
                });

            migrationBuilder.CreateTable(
                name: "BookSteps",
                columns: table => new
                {
                    Window = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Revision = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    OpensAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosesAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Pauses = table.Column<int>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Root = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Run = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookSteps", x => new { x.Window, x.Revision });
                });

            migrationBuilder.CreateTable(
                name: "BookWindows",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    StageId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    OpensAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Lasts = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosesAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Grace = table.Column<long>(type: "INTEGER", nullable: false),
                    PausedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Pauses = table.Column<int>(type: "INTEGER", nullable: false),
                    PausedFor = table.Column<long>(type: "INTEGER", nullable: false),
                    Revision = table.Column<long>(type: "INTEGER", nullable: false),
                    ToldRevision = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Values = table.Column<int>(type: "INTEGER", nullable: false),
                    Strength = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Counts = table.Column<string>(type: "TEXT", nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false),
                    Root = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookWindows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ClaimShops",
                columns: table => new
                {
                    ClaimId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Shop = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClaimShops", x => new { x.ClaimId, x.Shop });
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Holder = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    Asked = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "OutboxMessages",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MessageId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Shop = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    Holder = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxMessages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShopEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Shop = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    Holder = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DoneAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShopEvents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Shops",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Connector = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Url = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Active = table.Column<bool>(type: "INTEGER", nullable: false),
                    Secret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    OldSecret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    OldUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MadeBy = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Shops", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Villagers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SiteId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PersonId = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Session = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Villagers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Villagers_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Villagers_VillageSites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "VillageSites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BookEntries_Window_Digest",
                table: "BookEntries",
                columns: new[] { "Window", "Digest" });

            migrationBuilder.CreateIndex(
                name: "IX_BookWindows_DueAt",
                table: "BookWindows",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_BookWindows_Kind_StageId_At",
                table: "BookWindows",
                columns: new[] { "Kind", "StageId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_BookWindows_State_At",
                table: "BookWindows",
                columns: new[] { "State", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_BookWindows_ToldRevision",
                table: "BookWindows",
                column: "ToldRevision",
                filter: "\"ToldRevision\" < \"Revision\"");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_MessageId",
                table: "OutboxMessages",
                column: "MessageId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_SentAt",
                table: "OutboxMessages",
                column: "SentAt");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_Shop_NextAt",
                table: "OutboxMessages",
                columns: new[] { "Shop", "NextAt" },
                filter: "\"State\" = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_Shop_Subject_Id",
                table: "OutboxMessages",
                columns: new[] { "Shop", "Subject", "Id" },
                filter: "\"State\" <> 'sent'");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_State_Id",
                table: "OutboxMessages",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_DoneAt",
                table: "ShopEvents",
                column: "DoneAt");

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_NextAt",
                table: "ShopEvents",
                column: "NextAt",
                filter: "\"State\" = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_Shop_MessageId",
                table: "ShopEvents",
                columns: new[] { "Shop", "MessageId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_State_Id",
                table: "ShopEvents",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Villagers_PersonId",
                table: "Villagers",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Villagers_SiteId_PersonId",
                table: "Villagers",
                columns: new[] { "SiteId", "PersonId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BookEntries");

            migrationBuilder.DropTable(
                name: "BookSteps");

            migrationBuilder.DropTable(
                name: "BookWindows");

            migrationBuilder.DropTable(
                name: "ClaimShops");

            migrationBuilder.DropTable(
                name: "Leases");

            migrationBuilder.DropTable(
                name: "OutboxMessages");

            migrationBuilder.DropTable(
                name: "ShopEvents");

            migrationBuilder.DropTable(
                name: "Shops");

            migrationBuilder.DropTable(
                name: "Villagers");

            migrationBuilder.DropColumn(
                name: "By",
                table: "StandingModes");

            migrationBuilder.DropColumn(
                name: "KeyMadeBy",
                table: "Stages");

            migrationBuilder.DropColumn(
                name: "By",
                table: "Slots");

            migrationBuilder.DropColumn(
                name: "ClosedBy",
                table: "QuestionResults");

            migrationBuilder.DropColumn(
                name: "OpenedBy",
                table: "QuestionResults");

            migrationBuilder.DropColumn(
                name: "By",
                table: "PrizeReservations");

            migrationBuilder.DropColumn(
                name: "By",
                table: "PinIntervals");

            migrationBuilder.DropColumn(
                name: "EndedBy",
                table: "PinIntervals");

            migrationBuilder.DropColumn(
                name: "ByKind",
                table: "ModerationRecords");

            migrationBuilder.DropColumn(
                name: "ByWhy",
                table: "ModerationRecords");
        }
    }
}
