# Writes the C file of govlint_embed: cmake -D ROOT= -D LIST= -D OUTPUT= -P EmbedFiles.cmake
#
# Bytes are written as arrays of numbers: a string literal may have no more than 4095 characters.
file(STRINGS "${LIST}" files ENCODING UTF-8)

string(REPEAT "[0-9a-f]" 48 line)
set(arrays "")
set(rows "")
set(index 0)
foreach(path IN LISTS files)
  file(READ "${ROOT}/${path}" hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR length "${digits} / 2")
  string(REGEX REPLACE "(${line})" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  string(APPEND arrays "static const unsigned char file_${index}[] = {\n${hex}0x00};\n")
  string(APPEND rows
    "    {STR_INIT(\"${path}\"), {(const char *)file_${index}, ${length}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
if(index EQUAL 0)
  # C knows no empty array.
  set(rows "    {STR_INIT(\"\"), STR_INIT(\"\")},\n")
endif()

file(WRITE "${OUTPUT}.new" "/* Made by cmake/EmbedFiles.cmake: do not edit. */
#include \"rule/embedded.h\"

${arrays}
const EmbeddedFile embedded_files[] = {
${rows}};
const size_t embedded_file_count = ${index};
")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
