//! How much one import takes. Each limit is far above real exports and far below what hurts a server.

/// Bytes of a file.
pub const MAX_FILE_BYTES: usize = 512 * MEBIBYTE;
/// Records of a file, the header not counted.
pub const MAX_ROWS: usize = 1_000_000;
/// Columns of a table.
pub const MAX_COLUMNS: usize = 2_000;
/// Cells of a table; stops a file of nothing but delimiters, whose bookkeeping would dwarf its bytes.
pub const MAX_CELLS: usize = 100_000_000;
/// Bytes of one cell or one text field; a longer one takes its row out.
pub const MAX_CELL_BYTES: usize = MEBIBYTE;
/// Bytes a workbook or an archive may unpack to; stops zip bombs before they are read.
pub const MAX_UNPACKED_BYTES: u64 = 512 * MEBIBYTE as u64;

/// Files in an archive, those of archives inside it counted.
pub const MAX_ARCHIVE_FILES: usize = 200_000;
/// How many times its packed size a file in an archive may have. Text shrinks to a thirtieth at best; a
/// bomb, to a thousandth.
pub const MAX_ARCHIVE_RATIO: u64 = 200;
/// Archives inside an archive: one level, as Notion packs its exports.
pub const MAX_ARCHIVE_DEPTH: usize = 1;

/// Bytes of a mebibyte.
pub(crate) const MEBIBYTE: usize = 1024 * 1024;
