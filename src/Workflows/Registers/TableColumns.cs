namespace MentorshipFlow.Workflows.Registers;

/// <summary>One column of a table as understood.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Heading">As in the file; two rows of headings are joined.</param>
/// <param name="Meaning">Null when unknown: the column is left out.</param>
/// <param name="Side">Whose column it is.</param>
/// <param name="Likeness">Per cent; 100 also for a meaning that the caller gave.</param>
/// <param name="Given">Whether the caller gave the meaning.</param>
/// <param name="Kept">Whether an earlier import gave the meaning.</param>
public sealed record TableColumn(
    int Index, string Heading, ColumnKind? Meaning, Side Side, int Likeness, bool Given = false, bool Kept = false);

/// <summary>Finds what the columns of a header mean and whose they are.</summary>
internal static class TableColumns
{
    // In a table of pupils these are the pupil's, even after the mentor's name, unless both sides have such a column.
    private static readonly HashSet<ColumnKind> OfPupils =
    [
        ColumnKind.Grade, ColumnKind.ClassLetter, ColumnKind.BirthDate, ColumnKind.BirthYear, ColumnKind.Age, ColumnKind.Representative,
        ColumnKind.RepresentativeContacts, ColumnKind.RepresentativeEmail, ColumnKind.RepresentativePhone, ColumnKind.Kinship,
        ColumnKind.Consent, ColumnKind.ConsentDate, ColumnKind.ConsentUntil, ColumnKind.ConsentPaper,
        ColumnKind.Request, ColumnKind.RequestCategory,
    ];

    public static TableColumn[] Of(IReadOnlyList<string> headings, RegisterKind kind, HeadingLookup lookup)
    {
        var own = kind == RegisterKind.Mentors ? Side.Mentor : Side.Mentee;
        var columns = new TableColumn[headings.Count];
        Side? name = null;
        var ofParent = false;
        HashSet<int> afterMentor = [];
        for (var i = 0; i < columns.Length; i++)
        {
            var heading = headings[i];
            var (found, given, kept) = lookup.Of(heading);
            if (found is not { } meaning)
            {
                columns[i] = new(i, heading, null, Side.Row, 0, given, kept);
                continue;
            }

            var what = meaning.Kind;
            if (IsName(what))
            {
                // The first name without a word is the one whose register it is; a second one belongs to the other side.
                name = meaning.Side ?? (what is ColumnKind.FullName or ColumnKind.Surname || name is null ? own : name);
                ofParent = false;
            }
            else if (what == ColumnKind.Representative) ofParent = true;
            else if (ofParent && meaning.Side is null)
            {
                // «Телефон» after the parent's name is the parent's, if the pupil has one already.
                what = what switch
                {
                    ColumnKind.Phone when Has(columns, i, ColumnKind.Phone) => ColumnKind.RepresentativePhone,
                    ColumnKind.Email when Has(columns, i, ColumnKind.Email) => ColumnKind.RepresentativeEmail,
                    _ => what,
                };
            }

            columns[i] = new(i, heading, what, SideOf(what, meaning.Side, name, own), meaning.Likeness, given, kept);
            if (meaning.Side is null && name == Side.Mentor && columns[i].Side == Side.Mentee) afterMentor.Add(i);
        }

        foreach (var i in afterMentor.Where(i => Array.Exists(columns, c => !afterMentor.Contains(c.Index) && c.Side == Side.Mentee
            && c.Meaning == columns[i].Meaning))) columns[i] = columns[i] with { Side = Side.Mentor };
        return columns;
    }

    /// <summary>Whether a column is part of a name.</summary>
    public static bool IsName(ColumnKind? kind) =>
        kind is ColumnKind.FullName or ColumnKind.Surname or ColumnKind.GivenName or ColumnKind.Patronymic;

    // Columns belong to the name before them.
    private static Side SideOf(ColumnKind what, Side? said, Side? name, Side own) =>
        IsName(what) ? name!.Value : said ?? (own == Side.Mentee && OfPupils.Contains(what) ? own : name ?? own);

    private static bool Has(TableColumn[] columns, int before, ColumnKind kind) =>
        Array.Exists(columns[..before], c => c.Meaning == kind);
}
