using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Broadcast.Api.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class VillageSites : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "EndedSiteKeys",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EndedSiteKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "VillageSites",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Village = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    County = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Province = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    KeyDigest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    KeySession = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    KeyMadeAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VillageSites", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_EndedSiteKeys_ExpiresAt",
                table: "EndedSiteKeys",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_VillageSites_KeyDigest",
                table: "VillageSites",
                column: "KeyDigest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VillageSites_Name",
                table: "VillageSites",
                column: "Name");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EndedSiteKeys");

            migrationBuilder.DropTable(
                name: "VillageSites");
        }
    }
}
