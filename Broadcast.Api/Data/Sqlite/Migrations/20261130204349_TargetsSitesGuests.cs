using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Broadcast.Api.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TargetsSitesGuests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RetiredAt",
                table: "VillageSites",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Revision",
                table: "VillageSites",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<long>(
                name: "Revision",
                table: "GuestRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.CreateTable(
                name: "PushTargets",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Server = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    KeySetAt = table.Column<long>(type: "INTEGER", nullable: false),
                    On = table.Column<bool>(type: "INTEGER", nullable: false),
                    Revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushTargets", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PushTargets_Channels_Channel",
                        column: x => x.Channel,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PushTargets_Channel",
                table: "PushTargets",
                column: "Channel");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PushTargets");

            migrationBuilder.DropColumn(
                name: "RetiredAt",
                table: "VillageSites");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "VillageSites");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "GuestRules");
        }
    }
}
