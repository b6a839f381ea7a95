using System.Text;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.System.Tests.Registers;

public sealed class Rubbish_as_a_file
{
    [Fact]
    public void A_bomb_is_refused_before_it_fills_the_memory()
    {
        var bomb = Files.Zip(("[Content_Types].xml", [0x20]), ("xl/worksheets/sheet1.xml", new byte[SheetLimits.UnpackedBytes + 1]));
        Assert.True(bomb.Length < SheetLimits.Bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(SheetException.TooLarge, Refused(bomb));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 * 1024 * 1024);
    }

    [Fact]
    public void A_workbook_of_a_thousand_parts_is_refused() =>
        Assert.Equal(SheetException.TooLarge, Refused(Files.Zip([.. Enumerable.Range(0, 1000).Select(i => ($"part{i}", new byte[1]))])));

    [Fact]
    public void A_file_over_the_limit_is_refused() => Assert.Equal(SheetException.TooLarge, Refused(new byte[SheetLimits.Bytes + 1]));

    [Fact]
    public void A_row_too_many_is_refused() => Assert.Equal(SheetException.TooLarge,
        Refused(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat("ФИО", SheetLimits.Rows + 1)))));

    [Fact]
    public void A_cell_too_long_is_refused() =>
        Assert.Equal(SheetException.TooLarge, Refused(Encoding.UTF8.GetBytes($"ФИО\n{new string('я', SheetLimits.CellLength + 1)}\n")));

    [Fact]
    public void An_empty_file_is_refused() => Assert.Equal(SheetException.Empty, Refused([]));

    [Fact]
    public void A_file_under_a_password_is_refused() =>
        Assert.Equal(SheetException.NotReadable, Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]));

    [Fact]
    public void A_workbook_with_any_byte_changed_is_read_or_refused_without_an_error()
    {
        var workbook = SheetWriter.Xlsx("Лист1", [["ФИО наставляемого", "Класс"], ["Кленова Берёза", "5"]]);
        var random = new Random(49);
        for (var i = 0; i < 2000; i++)
        {
            var broken = (byte[])workbook.Clone();
            for (var j = 0; j <= i % 4; j++) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            Survives(i % 5 == 0 ? broken[..random.Next(broken.Length)] : broken);
        }
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_without_an_error()
    {
        var random = new Random(50);
        for (var i = 0; i < 2000; i++)
        {
            var rubbish = new byte[random.Next(400)];
            random.NextBytes(rubbish);
            Survives(rubbish);
        }
    }

    private static string Refused(byte[] file) => Assert.Throws<SheetException>(() => Files.Book(file)).Code;

    private static void Survives(byte[] file)
    {
        try
        {
            Files.Read(RegisterKind.Mentees, file);
        }
        catch (SheetException)
        {
            // The expected answer is a named refusal.
        }
    }
}
