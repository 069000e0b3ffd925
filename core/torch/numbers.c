// One file for what a number is.
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/type.h"
#include "core/torch/numbers.h"
#include "core/torch/tensor_type.h"

bool number_is(struct value value)
{
    return value.tag == VALUE_INT || value.tag == VALUE_FLOAT || value.tag == VALUE_BOOL ||
           (value.tag == VALUE_OBJECT &&
            (type_is_instance(value, &int_type) || type_is_instance(value, &float_type)));
}

bool number_of_value(struct value value, struct scalar *ret_scalar)
{
    double number;
    if (value.tag == VALUE_INT) {
        *ret_scalar = scalar_int(value.integer);
    } else if (value.tag == VALUE_FLOAT) {
        *ret_scalar = scalar_float(value.number);
    } else if (value.tag == VALUE_BOOL) {
        *ret_scalar = scalar_bool(value.integer != 0);
    } else if (type_is_instance(value, &int_type)) {
        int64_t integer;
        if (!native_int(value, &integer)) {
            raise_forget();
            return raise_false(&exception_runtime_error, "Overflow when unpacking long");
        }
        *ret_scalar = scalar_int(integer);
    } else if (type_is_instance(value, &float_type) && float_of(value, &number)) {
        *ret_scalar = scalar_float(number);
    } else {
        return false;
    }
    return true;
}

bool operand_of_value(struct value value, struct operand *ret_operand)
{
    struct tensor *tensor = tensor_of(value);
    struct scalar scalar;
    if (tensor != NULL) {
        *ret_operand = operand_tensor(tensor);
        return true;
    }
    if (!number_of_value(value, &scalar)) {
        return false;
    }
    *ret_operand = operand_scalar(scalar);
    return true;
}
